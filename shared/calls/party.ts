/** Who is at the other end of a call, and how that is written everywhere: window, tray, notification, digest. */
import type { Call } from '../contract/calls.ts';
import { formatForPeople } from '../format/phone.ts';

/** The number at the other end: who called, or who was called. null where it was withheld. */
export const otherParty = ({
  direction,
  from,
  to,
}: Pick<Call, 'direction' | 'from' | 'to'>): string | null => (direction === 'inbound' ? from : to);

/** The rep's own number of the call. */
export const ownNumber = ({ direction, from, to }: Pick<Call, 'direction' | 'from' | 'to'>): string | null =>
  direction === 'inbound' ? to : from;

/** Why a caller can be neither called nor looked up. */
export const withheldReason = 'The caller withheld the number.';

/** Who called, as far as the phone system says. */
export interface Identity {
  /** Name, else number, else that it was withheld. */
  title: string;
  /** The number where the title is a name; else null. */
  number: string | null;
}

export interface Caller {
  callerName: string | null;
  /** E.164 where it could be parsed; null where it was withheld. */
  number: string | null;
}

/**
 * How a caller is written. Only the reader's country decides on the number's notation, and not the line that was called:
 * one number is written in one way, whichever line it rings and wherever it is read.
 * @param region the reader's country, ISO 3166-1 alpha-2: its numbers are written in national format. All are international
 *   where it is not known.
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
