/**
 * Another Ringback at the same address: a cloned computer, or a second program with the same tunnel. Its probes that arrive here
 * and its answers to ours are evidence, which is remembered. Both say when they last received a genuine call.
 */
import type { Rival } from '#shared/contract/tunnel.ts';
import { iso } from '#shared/util/instant.ts';
import type { Fault } from './fault.ts';
import { rivalMemoryMs, rivalTieMs } from './timing.ts';

/** Milliseconds since the Unix epoch by this computer's clock, like all times here; null before its first call. */
export interface RivalSighting {
  readonly callsAt: number | null;
}

export interface KnownRival extends RivalSighting {
  readonly since: number;
  readonly seenAt: number;
}

/** Adds a sighting. */
export const withSighting = (
  known: KnownRival | null,
  { callsAt }: RivalSighting,
  now: number,
): KnownRival => ({ callsAt, seenAt: now, since: known?.since ?? now });

/** Forgets a rival that was not seen for a while: its computer sleeps, or was given another tunnel. */
export const stillKnown = (known: KnownRival | null, now: number): KnownRival | null =>
  known !== null && now - known.seenAt < rivalMemoryMs ? known : null;

/** Which of the two gets the calls. @param ours when a genuine call last came here. */
function callsReach({ callsAt: theirs, since }: KnownRival, ours: number | null): Rival['callsReach'] {
  if (theirs === null && ours === null) return 'unknown';
  if (theirs === null || ours === null) return theirs === null ? 'here' : 'there';
  const areBothAtIt = ours >= since && theirs >= since && Math.abs(ours - theirs) < rivalTieMs;
  if (areBothAtIt) return 'both';
  return ours >= theirs ? 'here' : 'there';
}

/** Returns the rival as the contract tells it. */
export const rivalOf = (known: KnownRival | null, ours: number | null): Rival | null =>
  known && { since: iso(known.since), callsReach: callsReach(known, ours) };

export const callsGoElsewhere: Fault = {
  code: 'other-ringback',
  message: 'Another Ringback uses this address. Calls reach the other one.',
  fix: 'Quit Ringback on one of the two computers, or give this one a tunnel of its own.',
  permanent: true,
};
