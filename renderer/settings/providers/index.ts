import type { ProviderId } from '#shared/config/sources.ts';
import { aircall } from './aircall.ts';
import { bandwidth } from './bandwidth.ts';
import { cloudevents } from './cloudevents.ts';
import { dialpad } from './dialpad.ts';
import { hmac } from './hmac.ts';
import { justcall } from './justcall.ts';
import { plivo } from './plivo.ts';
import type { ProviderForm } from './provider-form.ts';
import { quo } from './quo.ts';
import { ringcentral } from './ringcentral.ts';
import { ringover } from './ringover.ts';
import { signalwire } from './signalwire.ts';
import { sinch } from './sinch.ts';
import { standardWebhooks } from './standard-webhooks.ts';
import { telnyx } from './telnyx.ts';
import { twilio } from './twilio.ts';
import { vonage } from './vonage.ts';
import { zoom } from './zoom.ts';

/** Every provider's form. A provider without one does not compile. */
export const providerForms: Record<ProviderId, ProviderForm> = {
  twilio,
  hmac,
  'standard-webhooks': standardWebhooks,
  telnyx,
  vonage,
  ringcentral,
  aircall,
  quo,
  dialpad,
  zoom,
  justcall,
  ringover,
  cloudevents,
  plivo,
  bandwidth,
  signalwire,
  sinch,
};
