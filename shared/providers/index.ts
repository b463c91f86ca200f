/** The descriptions of all providers, by ID. */
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

/** The descriptions in the order of Settings. */
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

/** The IDs in the order of Settings. */
export const providerIds = all.map(({ id }) => id) as [ProviderId, ...ProviderId[]];

export const providerDescriptions: Readonly<Record<ProviderId, ProviderDescription>> = byId(all);

/** The provider's API credentials that are not set; none when its API is not used. */
export const missingCredentials = (
  provider: ProviderId,
  isSet: (name: string) => boolean,
): readonly CredentialField[] =>
  (providerDescriptions[provider].credentials ?? []).filter(({ name }) => !isSet(name));

/** True when a source may accept requests without authentication. */
export const mayBeUnauthenticated = ({ options }: Pick<ProviderDescription, 'options'>): boolean =>
  Object.hasOwn(options.shape, 'unauthenticated');
