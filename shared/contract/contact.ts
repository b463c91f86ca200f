/** Contacts: whose calls belong together. A contact is the other party's number, or a key of its own where that is withheld. */
import type { Call } from './calls.ts';

const withheldPrefix = 'withheld:';

/** The contact of a call whose number is withheld: such a call is a contact of its own. */
export const withheldContact = (callId: Call['id'] | number): string => `${withheldPrefix}${callId}`;

/** True for the contact of a call whose number is withheld. */
export const isWithheldContact = (contact: string): boolean => contact.startsWith(withheldPrefix);

/** The contact of a call. Its number is E.164 where it could be parsed, else as the vendor sent it. */
export const contactOf = ({
  id,
  direction,
  from,
  to,
}: Pick<Call, 'id' | 'direction' | 'from' | 'to'>): string =>
  (direction === 'inbound' ? from : to) ?? withheldContact(id);
