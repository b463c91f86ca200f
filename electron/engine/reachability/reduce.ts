/** The tunnel's state machine, a pure function: an event goes in, the new state and the effects come out. Drawn in ARCHITECTURE.md. */
import type { SystemEvent } from '#shared/contract/system.ts';
import { regularProbeMs, spend, waitForBudget } from './budget.ts';
import { afterProof, isOutweighed, ofClosedTunnel, withDisproved, withFinding } from './evidence.ts';
import { asleepFault, awakeFault, type Fault, isSameFinding, slowOpeningFault } from './fault.ts';
import { type RivalSighting, stillKnown, withSighting } from './rival.ts';
import type { State, Step } from './state.ts';
import {
  backoffMs,
  blockedCheckWaitMs,
  openTimeoutMs,
  permanentRetryMs,
  probeAgainMs,
  probeAgainTimeoutMs,
  probeAtLeastEveryMs,
  probeSoonMs,
  probeTimeoutMs,
  reopenWaitMs,
  resumeWatchdogMs,
  trafficNewsMs,
  trafficProofMs,
  trafficTrustMs,
} from './timing.ts';

export type Event =
  | { type: 'start' | 'reconnect' | 'timer' }
  | { type: SystemEvent }
  /** A genuine request of the vendor came through the tunnel. */
  | { type: 'traffic' }
  /** A probe of another Ringback with the same tunnel arrived here. */
  | { type: 'rival'; sighting: RivalSighting }
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
  /** To be carried out in this order. */
  readonly effects: readonly Effect[];
  /** Milliseconds until the next `timer` event, replacing an earlier timer; null clears it, undefined keeps it. */
  readonly wait?: number | null;
}

export interface Surroundings {
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  /** From 0 to 1. */
  readonly random: number;
}

/** Returns the next state and the effects. Never throws; an event that does not concern the current state changes nothing. */
export function reduce(before: State, event: Event, around: Surroundings): Outcome {
  const rival = stillKnown(before.rival, around.now);
  const state = rival === before.rival ? before : { ...before, rival };
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
      return isRunning(state) ? lose(state, event.fault, around) : same(state);
    case 'rival':
      return state.step === 'off' ? same(state) : same(met(state, event.sighting, around));
    case 'probe-passed':
      return isProbing(state) ? prove(state, event.roundTripMs, around) : same(state);
    case 'probe-failed':
      return isProbing(state)
        ? doubt(met(state, event.fault.rival, around), event.fault, around)
        : same(state);
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

/** Notes another Ringback at the same address. It is remembered beyond the next passed probe: which of the two answers changes. */
const met = (state: State, sighting: RivalSighting | undefined, { now }: Surroundings): State =>
  sighting ? { ...state, rival: withSighting(state.rival, sighting, now) } : state;

/** `since` is when the phase began. */
const phased = (state: State, phase: State['phase'], now: number): State =>
  state.phase === phase ? state : { ...state, phase, since: now };

/** Closes the tunnel and opens a new one. A probe under way does not count for the new one. */
function open(state: State): Outcome {
  const run = state.run + 1;
  return {
    state: {
      ...state,
      step: 'opening',
      run,
      probe: state.probe + 1,
      nextAttemptAt: null,
      isFresh: true,
      evidence: ofClosedTunnel(state.evidence),
    },
    effects: [...closing(state), { do: 'open', run }],
    wait: openTimeoutMs,
  };
}

function opened(state: State, url: string, around: Surroundings): Outcome {
  const phase = state.phase === 'connecting' ? 'probing' : state.phase;
  // What was opened just now gains nothing from being opened again.
  const reopenAfter = Math.max(state.reopenAfter, around.now + reopenWaitMs(1));
  return probe(phased({ ...state, publicUrl: url, reopenAfter }, phase, around.now), 'probing', around);
}

function probe(
  state: State,
  step: Extract<Step, 'probing' | 'probing-again'>,
  { now }: Surroundings,
): Outcome {
  const { publicUrl: url } = state;
  if (url === null) return same(state);
  const next = { ...state, step, probe: state.probe + 1, probedAt: now, budget: spend(state.budget, now) };
  const timeoutMs = step === 'probing' ? probeTimeoutMs : probeAgainTimeoutMs;
  return { state: next, effects: [{ do: 'probe', probe: next.probe, url, timeoutMs }], wait: null };
}

/** Handles a passed probe. An outage ends only after two proofs a few seconds apart, so a flapping tunnel keeps its backoff. */
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
      reopenAfter: now,
      evidence: afterProof(state.evidence, now),
      ...(isConfirmed ? { failures: 0, reopenings: 0, outageSince: null } : {}),
    },
    effects: [],
    wait: isConfirmed ? regularProbeMs(state.budget) : probeSoonMs,
  };
}

/** Handles a failed probe. The first one is repeated before anything is told, unless probes met the same before. */
function doubt(state: State, fault: Fault, around: Surroundings): Outcome {
  const evidence = withFinding(state.evidence, fault, around.now);
  const found = { ...state, evidence };
  const isRepeated = state.step === 'probing-again' || (evidence.finding?.times ?? 0) > 1;
  return isRepeated
    ? judge(found, fault, around)
    : { state: { ...found, step: 'doubting' }, effects: [], wait: probeAgainMs };
}

/**
 * Decides by what probes meet. Genuine requests that come through outweigh it. A tunnel is closed only where another one may
 * help, and more and more seldom: calls may come through it although probes do not.
 */
function judge(state: State, fault: Fault, around: Surroundings): Outcome {
  const { now } = around;
  const { evidence, publicUrl } = state;
  if (isOutweighed(evidence, publicUrl, now)) {
    // The first two belong together.
    const times = Math.max(1, (evidence.finding?.times ?? 1) - 1);
    const wait = Math.max(blockedCheckWaitMs(times), waitForBudget(state.budget, now));
    return { state: { ...believed(state, around), step: 'resting' }, effects: [], wait };
  }
  const silentMs = now - (evidence.trafficAt ?? Number.NEGATIVE_INFINITY);
  // A call proved the path just now, and the next one may show that only probes are refused.
  if (silentMs < trafficProofMs)
    return { state: { ...state, step: 'doubting' }, effects: [], wait: probeSoonMs };
  if (fault.permanent || now < state.reopenAfter || silentMs < trafficTrustMs)
    return stayUnproved(state, fault, around);
  const reopenings = state.reopenings + 1;
  return lose({ ...state, reopenings, reopenAfter: now + reopenWaitMs(reopenings) }, fault, around);
}

/** Says that calls arrive, whatever probes meet. */
const believed = (state: State, { now }: Surroundings): State => ({
  ...phased(state, 'listening', now),
  fault: null,
  nextAttemptAt: null,
  failures: 0,
  outageSince: null,
  evidence: withDisproved(state.evidence, state.publicUrl),
});

/** The wait until the next attempt. */
function retryWait(state: State, fault: Fault, { now, random }: Surroundings): number {
  const outageMs = now - (state.outageSince ?? now);
  const retryMs = fault.permanent ? permanentRetryMs : backoffMs(state.failures, outageMs, random);
  return Math.max(retryMs, waitForBudget(state.budget, now));
}

/** Tells the fault and schedules the next attempt. */
function failed(
  state: State,
  step: Extract<Step, 'unproved' | 'waiting'>,
  fault: Fault,
  around: Surroundings,
) {
  const { now } = around;
  const wait = retryWait(state, fault, around);
  const isKnown = state.fault !== null && isSameFinding(state.fault, fault);
  return {
    state: {
      ...phased(state, 'not-listening', now),
      step,
      fault: isKnown ? state.fault : fault,
      failures: state.failures + 1,
      outageSince: state.outageSince ?? now,
      nextAttemptAt: now + wait,
    },
    wait,
  };
}

/** Leaves the tunnel open, as another one would meet the same. */
const stayUnproved = (state: State, fault: Fault, around: Surroundings): Outcome => ({
  ...failed(state, 'unproved', fault, around),
  effects: [],
});

/** Closes the tunnel; the next attempt opens another one. */
const lose = (state: State, fault: Fault, around: Surroundings): Outcome => ({
  ...failed(state, 'waiting', fault, around),
  effects: closing(state),
});

/**
 * Handles genuine traffic: it counts as a probe while listening. Where probes do not come through, it shows that calls do.
 * Before any probe's result, only a probe can begin `listening`.
 */
function traffic(state: State, around: Surroundings): Outcome {
  const { now } = around;
  const { finding, trafficAt } = state.evidence;
  const isOpen = isRunning(state) && state.step !== 'opening';
  const isAnswer = isOpen && finding !== null && (trafficAt ?? 0) < finding.since;
  // Further requests right after one prove nothing new.
  const isKnown = state.lastTrafficAt !== null && Math.abs(now - state.lastTrafficAt) < trafficNewsMs;
  if (state.step === 'off' || (isKnown && !isAnswer)) return same(state);
  const proved: State = {
    ...state,
    lastProofAt: now,
    lastTrafficAt: now,
    evidence: isOpen ? { ...state.evidence, trafficAt: now } : state.evidence,
  };
  if (isOpen && finding !== null && state.phase === 'not-listening')
    return same({ ...believed(proved, around), step: state.step === 'unproved' ? 'resting' : state.step });
  if (state.step !== 'resting' || finding !== null) return same(proved);
  const regularMs = regularProbeMs(state.budget);
  const latestMs = state.probedAt + Math.max(regularMs, probeAtLeastEveryMs) - now;
  return {
    state: { ...proved, failures: 0, outageSince: null },
    effects: [],
    wait: Math.max(0, Math.min(regularMs, latestMs)),
  };
}

function timeUp(state: State, around: Surroundings): Outcome {
  switch (state.step) {
    case 'opening':
      return lose(state, slowOpeningFault, around);
    case 'resting':
      return probe(state, 'probing', around);
    case 'doubting':
    case 'unproved':
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
    wait: resumeWatchdogMs,
  };
}

/** Handles a resume: a tunnel can look alive after sleep and be dead, so it is always reopened. */
function wake(state: State, around: Surroundings): Outcome {
  const { now } = around;
  const fault = state.phase === 'not-listening' && state.step !== 'asleep' ? state.fault : awakeFault;
  const awake = { ...phased(state, 'not-listening', now), fault, failures: 0, outageSince: now };
  return open(awake);
}

/** Handles a change of network: earlier proofs and failures no longer hold. */
function networkChanged(state: State, around: Surroundings): Outcome {
  switch (state.step) {
    case 'resting':
    case 'doubting':
    case 'unproved':
    case 'probing':
    case 'probing-again':
      // Probe at once, and decide by it: the old network's tunnel gets no second chance.
      return probe(state, 'probing-again', around);
    case 'opening':
    case 'waiting':
      return open({ ...state, failures: 0, outageSince: around.now });
    default:
      return same(state);
  }
}
