/** The other party of a call, and its text in window, tray, notifications and digests. */
import type { Call } from '../contract/calls.ts';
import { formatForPeople } from '../format/phone.ts';

/** The other party's number: the caller's, or the called one. Null when withheld. */
export const otherParty = ({
  direction,
  from,
  to,
}: Pick<Call, 'direction' | 'from' | 'to'>): string | null => (direction === 'inbound' ? from : to);

/** The rep's own number in the call. */
export const ownNumber = ({ direction, from, to }: Pick<Call, 'direction' | 'from' | 'to'>): string | null =>
  direction === 'inbound' ? to : from;

/** Why a caller can neither be called nor looked up. */
export const withheldReason = 'The caller withheld the number.';

/** The caller's identity as shown. */
export interface Identity {
  /** The name, or else the number, or else that it was withheld. */
  title: string;
  /** The number when the title is a name; null otherwise. */
  number: string | null;
}

export interface Caller {
  callerName: string | null;
  /** E.164 where parseable; null when withheld. */
  number: string | null;
}

/**
 * Formats a caller. Only the reader's country decides the number's format, not the called line: a number looks the same on
 * every line.
 * @param region the reader's country, ISO 3166-1 alpha-2. Its numbers get the national format; null formats all
 *   internationally.
 */
export function identify({ callerName, number }: Caller, region: string | null): Identity {
  const written = number ? formatForPeople(number, region) : null;
  const name = callerName?.trim();
  if (name) return { title: name, number: written };
  return { title: written ?? 'Number withheld', number: null };
}

/** As {@link identify}, for the other party of a call. */
export const identifyParty = (call: Call, region: string | null): Identity =>
  identify({ callerName: call.callerName, number: otherParty(call) }, region);
