/** The one state machine of the tunnel, pure: what happened in, the new state and what is to be done out. Drawn in ARCHITECTURE.md. */
import type { SystemEvent } from '#shared/config/tunnel.ts';
import { regularProbeMs, spend, waitForBudget } from './budget.ts';
import { asleepFault, awakeFault, type Fault, slowOpeningFault } from './fault.ts';
import type { State, Step } from './state.ts';
import {
  backoffMs,
  openTimeoutMs,
  permanentRetryMs,
  probeAgainMs,
  probeAgainTimeoutMs,
  probeSoonMs,
  probeTimeoutMs,
  sleeplessMs,
  trafficNewsMs,
} from './timing.ts';

export type Event =
  | { type: 'start' | 'reconnect' | 'timer' }
  | { type: SystemEvent }
  /** The vendor's own traffic came through the tunnel. */
  | { type: 'traffic' }
  | { type: 'host-key'; run: number; fingerprint: string }
  | { type: 'opened'; run: number; url: string }
  | { type: 'open-failed' | 'down'; run: number; fault: Fault }
  | { type: 'probe-passed'; probe: number; roundTripMs: number }
  | { type: 'probe-failed'; probe: number; fault: Fault };

export type Effect =
  | { do: 'open' | 'close'; run: number }
  | { do: 'probe'; probe: number; url: string; timeoutMs: number };

export interface Outcome {
  readonly state: State;
  /** In this order. */
  readonly effects: readonly Effect[];
  /** Milliseconds until `timer` is to happen in the place of an earlier one; null wants none, undefined keeps it. */
  readonly wait?: number | null;
}

export interface Surroundings {
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  /** From 0 to 1. */
  readonly random: number;
}

/** @throws never; what does not concern the state it is in is left alone */
export function reduce(state: State, event: Event, around: Surroundings): Outcome {
  const isStale =
    ('run' in event && event.run !== state.run) || ('probe' in event && event.probe !== state.probe);
  if (isStale) return same(state);
  switch (event.type) {
    case 'start':
      return open(phased(state, 'connecting', around.now));
    case 'opened':
      return state.step === 'opening' ? opened(state, event.url, around) : same(state);
    case 'host-key':
      return same({ ...state, seenHostKey: event.fingerprint });
    case 'open-failed':
    case 'down':
      return isRunning(state) ? fail(state, event.fault, around) : same(state);
    case 'probe-passed':
      return isProbing(state) ? prove(state, event.roundTripMs, around) : same(state);
    case 'probe-failed':
      return isProbing(state) ? doubt(state, event.fault, around) : same(state);
    case 'traffic':
      return traffic(state, around);
    case 'timer':
      return timeUp(state, around);
    case 'suspend':
      return state.step === 'off' ? same(state) : sleep(state, around);
    case 'resume':
      return state.step === 'off' ? same(state) : wake(state, around);
    case 'network-changed':
      return networkChanged(state, around);
    case 'reconnect':
      return state.step === 'off' ? same(state) : open({ ...state, failures: 0 });
  }
}

const same = (state: State): Outcome => ({ state, effects: [] });
const isProbing = ({ step }: State): boolean => step === 'probing' || step === 'probing-again';
const isRunning = ({ step }: State): boolean => step !== 'off' && step !== 'waiting' && step !== 'asleep';
const closing = (state: State): Effect[] => (isRunning(state) ? [{ do: 'close', run: state.run }] : []);

/** `since` is when the phase began. */
const phased = (state: State, phase: State['phase'], now: number): State =>
  state.phase === phase ? state : { ...state, phase, since: now };

/** Closes what runs and opens anew. A probe that is under way is none of the new tunnel's. */
function open(state: State): Outcome {
  const run = state.run + 1;
  return {
    state: { ...state, step: 'opening', run, probe: state.probe + 1, nextAttemptAt: null, isFresh: true },
    effects: [...closing(state), { do: 'open', run }],
    wait: openTimeoutMs,
  };
}

function opened(state: State, url: string, around: Surroundings): Outcome {
  const phase = state.phase === 'connecting' ? 'probing' : state.phase;
  return probe(phased({ ...state, publicUrl: url }, phase, around.now), 'probing', around);
}

function probe(
  state: State,
  step: Extract<Step, 'probing' | 'probing-again'>,
  { now }: Surroundings,
): Outcome {
  const { publicUrl: url } = state;
  if (url === null) return same(state);
  const next = { ...state, step, probe: state.probe + 1, budget: spend(state.budget, now) };
  const timeoutMs = step === 'probing' ? probeTimeoutMs : probeAgainTimeoutMs;
  return { state: next, effects: [{ do: 'probe', probe: next.probe, url, timeoutMs }], wait: null };
}

/** Two proofs a few seconds apart end an outage for good: a tunnel that comes and goes is not opened faster and faster. */
function prove(state: State, roundTripMs: number, { now }: Surroundings): Outcome {
  const isConfirmed = !state.isFresh;
  return {
    state: {
      ...phased(state, 'listening', now),
      step: 'resting',
      fault: null,
      roundTripMs,
      lastProofAt: now,
      nextAttemptAt: null,
      isFresh: false,
      ...(isConfirmed ? { failures: 0, outageSince: null } : {}),
    },
    effects: [],
    wait: isConfirmed ? regularProbeMs(state.budget) : probeSoonMs,
  };
}

function doubt(state: State, fault: Fault, around: Surroundings): Outcome {
  if (state.step === 'probing-again') return fail(state, fault, around);
  return { state: { ...state, step: 'doubting' }, effects: [], wait: probeAgainMs };
}

/** Closes the tunnel and says why; the next attempt is after a while. */
function fail(state: State, fault: Fault, { now, random }: Surroundings): Outcome {
  const outageSince = state.outageSince ?? now;
  const retryMs = fault.permanent ? permanentRetryMs : backoffMs(state.failures, now - outageSince, random);
  const wait = Math.max(retryMs, waitForBudget(state.budget, now));
  return {
    state: {
      ...phased(state, 'not-listening', now),
      step: 'waiting',
      fault,
      failures: state.failures + 1,
      outageSince,
      nextAttemptAt: now + wait,
    },
    effects: closing(state),
    wait,
  };
}

/** Genuine traffic is as good as a probe while it is listening; `listening` itself is for a probe to begin. */
function traffic(state: State, { now }: Surroundings): Outcome {
  // A storm of events proves no more than its first.
  const isKnown = state.lastProofAt !== null && Math.abs(now - state.lastProofAt) < trafficNewsMs;
  if (state.step === 'off' || isKnown) return same(state);
  const proved = { ...state, lastProofAt: now };
  if (state.step !== 'resting') return same(proved);
  return {
    state: { ...proved, failures: 0, outageSince: null },
    effects: [],
    wait: regularProbeMs(state.budget),
  };
}

function timeUp(state: State, around: Surroundings): Outcome {
  switch (state.step) {
    case 'opening':
      return fail(state, slowOpeningFault, around);
    case 'resting':
      return probe(state, 'probing', around);
    case 'doubting':
      return probe(state, 'probing-again', around);
    case 'waiting':
      return open(state);
    case 'asleep':
      return wake(state, around);
    default:
      return same(state);
  }
}

function sleep(state: State, { now }: Surroundings): Outcome {
  return {
    state: {
      ...phased(state, 'not-listening', now),
      step: 'asleep',
      fault: asleepFault,
      nextAttemptAt: null,
      outageSince: state.outageSince ?? now,
    },
    effects: closing(state),
    wait: sleeplessMs,
  };
}

/** After sleep a tunnel may look alive and be dead: it is opened anew, whatever it says. */
function wake(state: State, around: Surroundings): Outcome {
  const { now } = around;
  const fault = state.phase === 'not-listening' && state.step !== 'asleep' ? state.fault : awakeFault;
  const awake = { ...phased(state, 'not-listening', now), fault, failures: 0, outageSince: now };
  return open(awake);
}

/** What was proved on the old network is not on the new one, and what failed there may work here. */
function networkChanged(state: State, around: Surroundings): Outcome {
  switch (state.step) {
    case 'resting':
    case 'doubting':
    case 'probing':
    case 'probing-again':
      // At once, and the one that decides: a tunnel of the old network is not waited for.
      return probe(state, 'probing-again', around);
    case 'opening':
    case 'waiting':
      return open({ ...state, failures: 0, outageSince: around.now });
    default:
      return same(state);
  }
}
