/** The registry of what can be simulated. */
import type { ProviderId } from '#shared/sources.ts';
import type { VendorSimulator } from '../vendor.ts';
import { aircall } from './aircall.ts';
import { bandwidth } from './bandwidth.ts';
import { cloudevents } from './cloudevents.ts';
import { dialpad } from './dialpad.ts';
import { hmac } from './hmac.ts';
import { justcall } from './justcall.ts';
import { plivo } from './plivo.ts';
import { quo } from './quo.ts';
import { ringcentral } from './ringcentral.ts';
import { ringover } from './ringover.ts';
import { sinch } from './sinch.ts';
import { standardWebhooks } from './standard-webhooks.ts';
import { telnyx } from './telnyx.ts';
import { signalwire, twilio } from './twilio.ts';
import { vonage } from './vonage.ts';
import { zoom } from './zoom.ts';

const known = {
  twilio,
  ringcentral,
  aircall,
  quo,
  dialpad,
  zoom,
  telnyx,
  plivo,
  vonage,
  justcall,
  bandwidth,
  signalwire,
  sinch,
  ringover,
  hmac,
  'standard-webhooks': standardWebhooks,
  cloudevents,
};

export const vendorSimulators: Readonly<Record<ProviderId, VendorSimulator>> = known;
