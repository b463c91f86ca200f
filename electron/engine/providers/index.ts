/** The registry of provider adapters. */

import type { ProviderId } from '#shared/config/sources.ts';
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

export const providers: Readonly<Record<ProviderId, Provider>> = {
  hmac,
  'standard-webhooks': standardWebhooks,
  twilio,
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
