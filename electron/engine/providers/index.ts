/** Every provider, by its ID. */
import { byId } from '#shared/providers/by-id.ts';
import type { ProviderId } from '#shared/providers/index.ts';
import { aircall } from './aircall/index.ts';
import { bandwidth } from './bandwidth/index.ts';
import { cloudevents } from './cloudevents/index.ts';
import type { Provider } from './contract/provider.ts';
import { dialpad } from './dialpad/index.ts';
import { hmac } from './hmac/index.ts';
import { justcall } from './justcall/index.ts';
import { plivo } from './plivo/index.ts';
import { quo } from './quo/index.ts';
import { ringcentral } from './ringcentral/index.ts';
import { ringover } from './ringover/index.ts';
import { signalwire } from './signalwire/index.ts';
import { sinch } from './sinch/index.ts';
import { standardWebhooks } from './standard-webhooks/index.ts';
import { telnyx } from './telnyx/index.ts';
import { twilio } from './twilio/index.ts';
import { vonage } from './vonage/index.ts';
import { zoom } from './zoom/index.ts';

/** One that a description has no provider for does not compile. */
export const providers: Readonly<Record<ProviderId, Provider>> = byId([
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
  standardWebhooks,
  cloudevents,
]);
