/** The state of the tunnel's supervisor. */
import { type LiveTunnel, staticOrigin, type TunnelKind } from '#shared/config/tunnel.ts';
import type { Reachability } from '#shared/contract/tunnel.ts';
import { iso, isoOrNull } from '#shared/util/instant.ts';
import { type Budget, budgetOf } from './budget.ts';
import { blockedCheckOf, type Evidence, noEvidence } from './evidence.ts';
import type { Fault } from './fault.ts';
import { callsGoElsewhere, type KnownRival, rivalOf } from './rival.ts';

/**
 * The current step:
 * off: no tunnel is wanted. opening: the tunnel is being opened. probing: a probe is under way; with `again` it decides after a
 * failure. resting: proved, waiting for the next probe. doubting: a probe failed, waiting for the second one. unproved: open, although probes do not
 * come through; waiting for the next one. waiting: closed, waiting for the next attempt. asleep: the computer sleeps.
 */
export type Step =
  | 'off'
  | 'opening'
  | 'probing'
  | 'probing-again'
  | 'resting'
  | 'doubting'
  | 'unproved'
  | 'waiting'
  | 'asleep';

export interface State {
  readonly kind: TunnelKind;
  readonly step: Step;
  /** The phase shown to the rep; `not-listening` lasts until a probe passes. */
  readonly phase: Reachability['phase'];
  /** Milliseconds since the Unix epoch, like all times here. */
  readonly since: number;
  /** Number of the current tunnel; events of earlier ones are ignored. */
  readonly run: number;
  /** Number of the current probe; results of earlier ones are ignored. */
  readonly probe: number;
  /** When the last probe was sent. */
  readonly probedAt: number;
  readonly publicUrl: string | null;
  readonly fault: Fault | null;
  readonly roundTripMs: number | null;
  readonly lastProofAt: number | null;
  /** When a phone system's genuine request last came through. */
  readonly lastTrafficAt: number | null;
  readonly evidence: Evidence;
  /** Another Ringback at the same address; null where none is known. */
  readonly rival: KnownRival | null;
  readonly nextAttemptAt: number | null;
  readonly seenHostKey: string | null;
  /** Failures in a row; the second proof ends the row. */
  readonly failures: number;
  /** Openings in a row that did not help a tunnel whose probes fail, and until when there is no further one. */
  readonly reopenings: number;
  readonly reopenAfter: number;
  readonly outageSince: number | null;
  /** True between the first passed probe after a change and the one that confirms it. */
  readonly isFresh: boolean;
  readonly budget: Budget | null;
}

export function initialState(tunnel: LiveTunnel, now: number): State {
  return {
    kind: tunnel.settings.kind,
    step: 'off',
    phase: 'off',
    since: now,
    run: 0,
    probe: 0,
    probedAt: now,
    publicUrl: staticOrigin(tunnel.settings),
    fault: null,
    roundTripMs: null,
    lastProofAt: null,
    lastTrafficAt: null,
    evidence: noEvidence,
    rival: null,
    nextAttemptAt: null,
    seenHostKey: null,
    failures: 0,
    reopenings: 0,
    reopenAfter: now,
    outageSince: null,
    isFresh: true,
    budget: budgetOf(tunnel, now),
  };
}

/** Returns the state as the contract tells it. A path that proves well and brings the calls to another computer is not open. */
export function reachabilityOf(state: State): Reachability {
  const rival = rivalOf(state.rival, state.lastTrafficAt);
  const isElsewhere = rival?.callsReach === 'there' && state.phase !== 'off';
  const fault = isElsewhere ? callsGoElsewhere : state.fault;
  const phase = isElsewhere ? 'not-listening' : state.phase;
  return {
    phase,
    kind: state.kind,
    publicUrl: state.publicUrl,
    since: isElsewhere && state.phase !== 'not-listening' ? rival.since : iso(state.since),
    reason: fault?.message ?? null,
    reasonCode: fault?.code ?? null,
    fix: fault?.fix ?? null,
    roundTripMs: state.roundTripMs,
    lastProofAt: isoOrNull(state.lastProofAt),
    lastTrafficAt: isoOrNull(state.lastTrafficAt),
    blockedCheck: phase === 'listening' ? blockedCheckOf(state.evidence) : null,
    rival,
    nextAttemptAt: isoOrNull(state.nextAttemptAt),
    seenHostKey: state.seenHostKey,
  };
}
