/**
 * Makes one call of its events. The result does not depend on the order in which they arrived, nor on how often one was
 * repeated: the events are put into an order of their own, and every rule is a minimum, a maximum, "any" or "first known".
 */
import type { CallOutcome } from '#shared/contract/calls.ts';
import type { CallEvent } from '../events/call-event.ts';
import { legsOf } from './legs.ts';
import { outcomeOf } from './outcome.ts';

/** A call as its events tell it. Times in milliseconds since the Unix epoch. */
export interface FoldedCall {
  direction: 'inbound' | 'outbound';
  from: string | null;
  to: string | null;
  callerName: string | null;
  startedAt: number | null;
  answeredAt: number | null;
  endedAt: number | null;
  durationSeconds: number | null;
  outcome: CallOutcome;
  voicemail: CallEvent['voicemail'];
  /** No webhook told of it. */
  foundLater: boolean;
}

/** @param events at least one, all of the same call. */
export function foldEvents(events: readonly CallEvent[]): FoldedCall {
  const ordered = canonicalOrder(events);
  const firstFromLog = ordered.findIndex((event) => event.fromLog);
  /** How many of them webhooks told. */
  const told = firstFromLog < 0 ? ordered.length : firstFromLog;
  const first = <T>(pick: (event: CallEvent) => T | null): T | null => {
    for (const event of ordered) {
      const value = pick(event);
      if (value !== null) return value;
    }
    return null;
  };
  const extreme = (
    choose: (...values: number[]) => number,
    pick: (event: CallEvent) => number | null,
  ): number | null => {
    const of = (some: readonly CallEvent[]) => some.map(pick).filter((value) => value !== null);
    const values = of(ordered.slice(0, told));
    const known = values.length > 0 ? values : of(ordered.slice(told));
    return known.length > 0 ? choose(...known) : null;
  };
  // A message that was left for us came in, whoever's call it is told as.
  const isMessage = ({ kind, weak, direction }: CallEvent) =>
    kind === 'voicemail' && !weak && direction === 'inbound';
  const direction = ordered.some(isMessage) ? 'inbound' : first((event) => event.direction);
  const legs = legsOf(ordered);
  const outcome = outcomeOf(ordered, direction, legs);
  // What a menu or a greeting answered was not answered to the caller.
  const isMissed = outcome === 'missed' || outcome === 'voicemail';
  const answeredAt = isMissed
    ? null
    : extreme(Math.min, (event) => (legs.isMachines(event) ? null : event.answeredAt));
  const endedAt = extreme(Math.max, (event) => (legs.isOfCall(event) ? event.endedAt : null));
  return {
    // Webhooks tell of outbound calls in so many words; what says nothing is a call that came in.
    direction: direction ?? 'inbound',
    from: first((event) => event.from),
    to: first((event) => event.to),
    callerName: first((event) => event.callerName),
    startedAt: extreme(Math.min, (event) => event.startedAt),
    answeredAt,
    endedAt,
    durationSeconds:
      extreme(Math.max, (event) => (event.kind === 'voicemail' ? null : event.durationSeconds)) ??
      extreme(Math.max, (event) => event.durationSeconds) ??
      (outcome === 'answered' ? secondsBetween(answeredAt, endedAt) : null),
    outcome,
    // A recording of a conversation is no message.
    voicemail: outcome === 'answered' ? null : foldVoicemail(ordered),
    foundLater: told === 0,
  };
}

/** How long people talked, for vendors that tell no duration. */
const secondsBetween = (from: number | null, to: number | null): number | null =>
  from !== null && to !== null && to >= from ? Math.round((to - from) / 1000) : null;

/**
 * What webhooks told first, then by the time that the vendor gives, then by content, so that equal sets of events are equal
 * lists; repeated ones once.
 */
function canonicalOrder(events: readonly CallEvent[]): CallEvent[] {
  if (events.length === 1) return [...events];
  const byText = new Map(events.map((event) => [JSON.stringify(event), event]));
  const rank = (event: CallEvent) => (event.fromLog ? 1 : 0);
  const time = (event: CallEvent) =>
    event.occurredAt ?? event.startedAt ?? event.endedAt ?? Number.MAX_SAFE_INTEGER;
  return [...byText]
    .sort(([a, x], [b, y]) => rank(x) - rank(y) || time(x) - time(y) || (a < b ? -1 : 1))
    .map(([, event]) => event);
}

/** The parts of a message (recording, then transcript) arrive in events of their own. */
function foldVoicemail(ordered: readonly CallEvent[]): CallEvent['voicemail'] {
  // The last one known counts, and what webhooks told counts most.
  const parts = [...ordered]
    .sort((a, b) => Number(b.fromLog ?? false) - Number(a.fromLog ?? false))
    .flatMap((event) => event.voicemail ?? []);
  if (parts.length === 0) return null;
  const last = <T>(pick: (part: (typeof parts)[number]) => T | null): T | null => {
    for (const part of [...parts].reverse()) {
      const value = pick(part);
      if (value !== null) return value;
    }
    return null;
  };
  return {
    recordingUrl: last((part) => part.recordingUrl),
    transcript: last((part) => part.transcript),
    durationSeconds: last((part) => part.durationSeconds),
  };
}
