import type { Delivery } from '#shared/contract/deliveries.ts';
import type { DeliveryReasonCode, RefusalCode } from '#shared/contract/delivery-reason.ts';

/** The names of outcomes, in one or two words. */
export const outcomeNames = {
  accepted: 'Accepted',
  duplicate: 'Duplicate',
  rejected: 'Refused',
  failed: 'Not processed',
  handshake: 'Handshake',
} as const satisfies Record<Delivery['outcome'], string>;

/** "Accepted", "Refused, answered with 401". */
export const outcomeWords = ({ outcome, status }: Delivery): string =>
  outcome === 'rejected' ? `${outcomeNames.rejected}, answered with ${status}` : outcomeNames[outcome];

/** Capitalizes an engine's reason as a sentence. */
export const asSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The title of a delivery in a list: the reason of its failure, or else its event type. */
export function deliveryTitle({ outcome, reason, eventType }: Delivery): string {
  if (reason && (outcome === 'rejected' || outcome === 'failed')) return asSentence(reason);
  if (outcome === 'handshake') return 'The phone system checked the address';
  return eventType ?? 'Event without a type';
}

/** Longest event ID in characters. The end must stay visible, because IDs mostly differ there. */
const longestId = 26;
const idStart = 8;
const idEnd = 14;

/** "Event ID CA0001.no-answer". Omits the middle of a long ID; null when there is none. */
export function eventIdWords({ eventId }: Delivery): string | null {
  if (eventId === null) return null;
  const shown =
    eventId.length <= longestId ? eventId : `${eventId.slice(0, idStart)}…${eventId.slice(-idEnd)}`;
  return `Event ID ${shown}`;
}

const clockAdvice =
  "Set this computer's clock by the network. If it is right, the request was an old one sent again.";
const proofAdvice =
  'If it came from the phone system, compare the secret and the public address in Settings with those in its dashboard. Otherwise nothing needs to be done.';
const formatAdvice =
  "If it came from the phone system, compare the webhook's format in its dashboard with the steps in Settings.";

const adviceByCode: Readonly<Record<RefusalCode, string>> = {
  method: formatAdvice,
  'plain-http': 'Give the phone system an address that begins with https://',
  'address-not-allowed':
    'If this address belongs to the phone system, add it to the allowed addresses in Settings.',
  'too-large': formatAdvice,
  'media-type': formatAdvice,
  'missing-proof': proofAdvice,
  'malformed-proof': proofAdvice,
  'unsupported-algorithm': proofAdvice,
  mismatch: proofAdvice,
  'body-mismatch': proofAdvice,
  'wrong-application': proofAdvice,
  'wrong-audience': proofAdvice,
  expired: clockAdvice,
  'not-yet-valid': clockAdvice,
  malformed: formatAdvice,
};

/** Advice for deliveries without a reason code, stored by an earlier version. */
const adviceByStatus = (status: number): string => {
  if (status === 401 || status === 403) return proofAdvice;
  return status === 400 || status === 405 || status === 413 || status === 415
    ? formatAdvice
    : 'Nothing needs to be done.';
};

const isRefusalCode = (code: DeliveryReasonCode | null): code is RefusalCode =>
  code !== null && Object.hasOwn(adviceByCode, code);

/** The one thing to do about a delivery; null when nothing is wrong. */
export function deliveryAdvice({ outcome, status, reasonCode }: Delivery): string | null {
  if (outcome === 'rejected')
    return isRefusalCode(reasonCode) ? adviceByCode[reasonCode] : adviceByStatus(status);
  if (outcome === 'failed')
    return 'Check that the webhook is subscribed to call events. After changing Settings or updating Ringback, try again.';
  return null;
}
