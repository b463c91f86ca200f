/** Every provider's description, by its ID. */
import { aircall } from './aircall.ts';
import { bandwidth } from './bandwidth.ts';
import { byId } from './by-id.ts';
import { cloudevents } from './cloudevents.ts';
import type { CredentialField, ProviderDescription } from './description.ts';
import { dialpad } from './dialpad.ts';
import { hmac } from './hmac.ts';
import { justcall } from './justcall.ts';
import { plivo } from './plivo.ts';
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

/** In the order in which Settings lists them. */
const all = [
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
] as const;

export type ProviderId = (typeof all)[number]['id'];

/** In the order in which Settings lists them. */
export const providerIds = all.map(({ id }) => id) as [ProviderId, ...ProviderId[]];

export const providerDescriptions: Readonly<Record<ProviderId, ProviderDescription>> = byId(all);

/** Those of the credentials that the provider's API asks for that are not set; none where its API is not used. */
export const missingCredentials = (
  provider: ProviderId,
  isSet: (name: string) => boolean,
): readonly CredentialField[] =>
  (providerDescriptions[provider].credentials ?? []).filter(({ name }) => !isSet(name));

/** Whether a source may be told to take requests that nothing proves. */
export const mayBeUnauthenticated = ({ options }: Pick<ProviderDescription, 'options'>): boolean =>
  Object.hasOwn(options.shape, 'unauthenticated');
