/**
 * Words of Zoom that tell a person's answer from a machine's, a miss from a call that somebody else took, and the account's
 * own people from others.
 */
import { isObject, own, textOf } from '../../events/json.ts';

/** Queues and menus pick up too, before or without a person (github zoom/rivet-javascript, extension_type). */
const machines = new Set(['callqueue', 'call_queue', 'autoreceptionist', 'auto_receptionist']);

/** Extension types of parties that are none of the account's (github zoom/rivet-javascript phone/phone.d.ts). */
const outside = new Set(['pstn', 'five9', 'twilio']);

/** Whether a party of an event is an extension of the account's. */
export const isOurs = (party: unknown): boolean =>
  isObject(party) &&
  !outside.has(textOf(own(party, 'extension_type')) ?? '') &&
  ['user_id', 'extension_id', 'extension_number'].some((key) => textOf(own(party, key)) !== null);

export const isPerson = (extensionType: string | null): boolean =>
  !machines.has(extensionType?.toLowerCase() ?? '');

/**
 * "Answered by other member", `answered_by_other`, `pickup_by_other` and the like. The spelling of `handup_result` (sic) is
 * unconfirmed beyond "Call connected".
 */
export const tookElsewhere = (result: string | null): boolean =>
  result !== null && /(answered|picked?[ _-]?up)[ _-]by|by[ _-]other/i.test(result);
