/**
 * Contacts: whose calls belong together. A contact is the key of the other party's number, the same for all spellings of it, or
 * a key of its own where the number is withheld.
 */
import { comparisonKey } from '../format/comparison-key.ts';
import type { Call } from './calls.ts';

const withheldPrefix = 'withheld:';

/** The contact of a call whose number is withheld: such a call is a contact of its own. */
export const withheldContact = (callId: Call['id'] | number): string => `${withheldPrefix}${callId}`;

/** True for the contact of a call whose number is withheld. */
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
