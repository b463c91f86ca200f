/** The registry of provider adapters. */
import type { ProviderId } from '#shared/sources.ts';
import { hmac } from './hmac/index.ts';
import type { Provider } from './provider.ts';
import { standardWebhooks } from './standard-webhooks/index.ts';
import { telnyx } from './telnyx/index.ts';
import { twilio } from './twilio/index.ts';
import { vonage } from './vonage/index.ts';

export const providers: Readonly<Record<ProviderId, Provider>> = {
  hmac,
  'standard-webhooks': standardWebhooks,
  twilio,
  telnyx,
  vonage,
};
