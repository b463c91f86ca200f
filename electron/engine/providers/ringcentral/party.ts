/** Who called whom, as messages, sessions and the call log have it. */
import { isObject, own, textOf } from '../../events/json.ts';

/** A number where there is one, else an extension. */
export const numberOf = (party: unknown): string | null =>
  isObject(party) ? (textOf(own(party, 'phoneNumber')) ?? textOf(own(party, 'extensionNumber'))) : null;
export const nameOf = (party: unknown): string | null =>
  isObject(party) ? textOf(own(party, 'name')) : null;
