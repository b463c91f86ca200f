/** The registry of what can be simulated. */
import type { ProviderId } from '#shared/config/sources.ts';
import { aircall } from './aircall/simulator.ts';
import { bandwidth } from './bandwidth/simulator.ts';
import { cloudevents } from './cloudevents/simulator.ts';
import type { VendorSimulator } from './contract/simulator.ts';
import { dialpad } from './dialpad/simulator.ts';
import { hmac } from './hmac/simulator.ts';
import { justcall } from './justcall/simulator.ts';
import { plivo } from './plivo/simulator.ts';
import { quo } from './quo/simulator.ts';
import { ringcentral } from './ringcentral/simulator.ts';
import { ringover } from './ringover/simulator.ts';
import { sinch } from './sinch/simulator.ts';
import { standardWebhooks } from './standard-webhooks/simulator.ts';
import { telnyx } from './telnyx/simulator.ts';
import { signalwire, twilio } from './twilio/simulator.ts';
import { vonage } from './vonage/simulator.ts';
import { zoom } from './zoom/simulator.ts';

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
