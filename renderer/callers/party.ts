import type { Call } from '#shared/contract/calls.ts';

/** The number at the other end: who called, or who was called. */
export const otherParty = (call: Call): string | null => (call.direction === 'inbound' ? call.from : call.to);

/** The rep's own number of the call. */
export const ownNumber = (call: Call): string | null => (call.direction === 'inbound' ? call.to : call.from);
