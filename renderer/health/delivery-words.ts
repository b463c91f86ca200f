import type { Delivery } from '#shared/contract/call.ts';

/** What can become of a delivery, in a word or two. */
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

/** A reason of the engine's as a sentence of its own. */
export const asSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a delivery is called in a list: why it came to nothing, else what it told. */
export function deliveryTitle({ outcome, reason, eventType }: Delivery): string {
  if (reason && (outcome === 'rejected' || outcome === 'failed')) return asSentence(reason);
  if (outcome === 'handshake') return 'The phone system checked the address';
  return eventType ?? 'Event without a type';
}

/** Longer ones would hide what tells them apart, which is mostly at the end. */
const longestId = 26;
const idStart = 8;
const idEnd = 14;

/** "Event ID CA0001.no-answer", the middle of a long one left out; null where it has none. */
export function eventIdWords({ eventId }: Delivery): string | null {
  if (eventId === null) return null;
  const shown =
    eventId.length <= longestId ? eventId : `${eventId.slice(0, idStart)}…${eventId.slice(-idEnd)}`;
  return `Event ID ${shown}`;
}

const refusalAdvice = (status: number, reason: string): string => {
  if (/\b(old|clock|ahead|future|tolerance|stale|too early|too late)\b/i.test(reason))
    return "Set this computer's clock by the network. If it is right, the request was an old one sent again.";
  if (/plain HTTP/i.test(reason)) return 'Give the phone system an address that begins with https://';
  if (/allowed addresses/i.test(reason))
    return 'If this address belongs to the phone system, add it to the allowed addresses in Settings.';
  if (status === 401 || status === 403)
    return 'If it came from the phone system, compare the secret and the public address in Settings with those in its dashboard. Otherwise nothing needs to be done.';
  if (status === 413 || status === 415 || status === 405)
    return "If it came from the phone system, compare the webhook's format in its dashboard with the steps in Settings.";
  return 'Nothing needs to be done.';
};

/** The one thing to do about a delivery; null where all is well. */
export function deliveryAdvice({ outcome, status, reason }: Delivery): string | null {
  if (outcome === 'rejected') return refusalAdvice(status, reason ?? '');
  if (outcome === 'failed')
    return 'See that the webhook sends events of calls. After a change in Settings or an update of Ringback, try it again.';
  return null;
}
