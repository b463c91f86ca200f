/**
 * Contacts group calls. A contact is the key of the other party's number, the same for all of its spellings, or a key of the
 * call's own when the number is withheld.
 */
import { comparisonKey } from '../format/comparison-key.ts';
import type { Call } from './calls.ts';

const withheldPrefix = 'withheld:';

/** The contact of a call with a withheld number. Each such call is its own contact. */
export const withheldContact = (callId: Call['id'] | number): string => `${withheldPrefix}${callId}`;

/** True for the contact of a call with a withheld number. */
export const isWithheldContact = (contact: string): boolean => contact.startsWith(withheldPrefix);

/** The contact of a call. */
export function contactOf({
  id,
  direction,
  from,
  to,
}: Pick<Call, 'id' | 'direction' | 'from' | 'to'>): string {
  const number = direction === 'inbound' ? from : to;
  return number === null ? withheldContact(id) : comparisonKey(number);
}
