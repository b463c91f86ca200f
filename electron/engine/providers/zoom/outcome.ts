/** Words of Zoom that tell a person's answer from a machine's, and a miss from a call that somebody else took. */

/** Queues and menus pick up too, before or without a person (github zoom/rivet-javascript, extension_type). */
const machines = new Set(['callqueue', 'call_queue', 'autoreceptionist', 'auto_receptionist']);

export const isPerson = (extensionType: string | null): boolean =>
  !machines.has(extensionType?.toLowerCase() ?? '');

/**
 * "Answered by other member", `answered_by_other`, `pickup_by_other` and the like. The spelling of `handup_result` (sic) is
 * unconfirmed beyond "Call connected".
 */
export const tookElsewhere = (result: string | null): boolean =>
  result !== null && /(answered|picked?[ _-]?up)[ _-]by|by[ _-]other/i.test(result);
