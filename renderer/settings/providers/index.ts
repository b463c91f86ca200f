import type { ProviderId } from '#shared/sources.ts';
import { hmac } from './hmac.ts';
import type { ProviderForm } from './provider-form.ts';
import { standardWebhooks } from './standard-webhooks.ts';
import { telnyx } from './telnyx.ts';
import { twilio } from './twilio.ts';
import { vonage } from './vonage.ts';

/** Every provider's form. A provider without one does not compile. */
export const providerForms: Record<ProviderId, ProviderForm> = {
  twilio,
  hmac,
  'standard-webhooks': standardWebhooks,
  telnyx,
  vonage,
};
