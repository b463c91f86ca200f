/** What the supervisor of the tunnel knows. */
import type { LiveTunnel, Reachability, TunnelKind } from '#shared/config/tunnel.ts';
import { staticOrigin } from '#shared/config/tunnel.ts';
import { type Budget, budgetOf } from './budget.ts';
import type { Fault } from './fault.ts';

/**
 * What is under way:
 * off: nothing, and nothing will be. opening: the tunnel. probing: a probe is on its way; `again` is the one that decides
 * after a failure. resting: proved, until the next probe is due. doubting: a probe failed, until it is asked again. waiting:
 * the tunnel is closed, until the next attempt. asleep: the computer is.
 */
export type Step =
  | 'off'
  | 'opening'
  | 'probing'
  | 'probing-again'
  | 'resting'
  | 'doubting'
  | 'waiting'
  | 'asleep';

export interface State {
  readonly kind: TunnelKind;
  readonly step: Step;
  /** What the rep is told; `not-listening` stays until a probe came through. */
  readonly phase: Reachability['phase'];
  /** Milliseconds since the Unix epoch, as all times here. */
  readonly since: number;
  /** Counts the tunnels that were opened; what an earlier one still says is of no interest. */
  readonly run: number;
  /** Counts the probes, likewise. */
  readonly probe: number;
  readonly publicUrl: string | null;
  readonly fault: Fault | null;
  readonly roundTripMs: number | null;
  readonly lastProofAt: number | null;
  readonly nextAttemptAt: number | null;
  readonly seenHostKey: string | null;
  /** In a row; the proof that follows a first one ends the row. */
  readonly failures: number;
  readonly outageSince: number | null;
  /** The first probe after a change came through, and the one that confirms it is still to come. */
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
    publicUrl: staticOrigin(tunnel.settings),
    fault: null,
    roundTripMs: null,
    lastProofAt: null,
    nextAttemptAt: null,
    seenHostKey: null,
    failures: 0,
    outageSince: null,
    isFresh: true,
    budget: budgetOf(tunnel, now),
  };
}

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** As it is told outside the engine. */
export const reachabilityOf = (state: State): Reachability => ({
  phase: state.phase,
  kind: state.kind,
  publicUrl: state.publicUrl,
  since: new Date(state.since).toISOString(),
  reason: state.fault?.message ?? null,
  fix: state.fault?.fix ?? null,
  roundTripMs: state.roundTripMs,
  lastProofAt: instant(state.lastProofAt),
  nextAttemptAt: instant(state.nextAttemptAt),
  seenHostKey: state.seenHostKey,
});
