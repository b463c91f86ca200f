/**
 * The fold of a call's events into one call. The result does not depend on order or repetition: the events are sorted into a
 * canonical order, and every rule is a minimum, a maximum, "any" or "first known".
 */
import type { CallOutcome } from '#shared/contract/calls.ts';
import type { CallEvent } from '../events/call-event.ts';
import { legsOf } from './legs.ts';
import { outcomeOf } from './outcome.ts';

/** A call as its events describe it. Times are milliseconds since the Unix epoch (UTC). */
export interface FoldedCall {
  direction: 'inbound' | 'outbound';
  from: string | null;
  to: string | null;
  callerName: string | null;
  /** The earliest moment that an event tells of it. */
  occurredAt: number | null;
  startedAt: number | null;
  answeredAt: number | null;
  endedAt: number | null;
  durationSeconds: number | null;
  outcome: CallOutcome;
  /** True when the vendor says that a person answered, and not a machine. */
  isHuman: boolean;
  voicemail: CallEvent['voicemail'];
  /** True when only the call log has it: no webhook reported the call. */
  foundLater: boolean;
}

/** Folds events into a call. @param events at least one, all of the same call. */
export function foldEvents(events: readonly CallEvent[]): FoldedCall {
  const ordered = canonicalOrder(events);
  const firstFromLog = ordered.findIndex((event) => event.fromLog);
  /** The number of events that webhooks reported; they come first. */
  const webhookCount = firstFromLog < 0 ? ordered.length : firstFromLog;
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
    const values = of(ordered.slice(0, webhookCount));
    const known = values.length > 0 ? values : of(ordered.slice(webhookCount));
    return known.length > 0 ? choose(...known) : null;
  };
  // A message that was left for us is inbound, even where its call is reported as outbound.
  const isMessage = ({ kind, weak, direction }: CallEvent) =>
    kind === 'voicemail' && !weak && direction === 'inbound';
  const direction = ordered.some(isMessage) ? 'inbound' : first((event) => event.direction);
  const legs = legsOf(ordered);
  const outcome = outcomeOf(ordered, direction, legs);
  // A menu or a greeting that answered is no answer for the caller.
  const isMissed = outcome === 'missed' || outcome === 'voicemail';
  const answeredAt = isMissed
    ? null
    : extreme(Math.min, (event) => (legs.isMachines(event) ? null : event.answeredAt));
  const endedAt = extreme(Math.max, (event) => (legs.isOfCall(event) ? event.endedAt : null));
  return {
    // Webhooks mark outbound calls explicitly. A call without a direction is inbound.
    direction: direction ?? 'inbound',
    from: first((event) => event.from),
    to: first((event) => event.to),
    callerName: first((event) => event.callerName),
    occurredAt: extreme(Math.min, (event) => event.occurredAt),
    startedAt: extreme(Math.min, (event) => event.startedAt),
    answeredAt,
    endedAt,
    durationSeconds:
      extreme(Math.max, (event) => (event.kind === 'voicemail' ? null : event.durationSeconds)) ??
      extreme(Math.max, (event) => event.durationSeconds) ??
      (outcome === 'answered' ? secondsBetween(answeredAt, endedAt) : null),
    outcome,
    isHuman: outcome === 'answered' && ordered.some((event) => event.isHuman && !legs.isMachines(event)),
    // The recording of an answered call is a conversation, not a message.
    voicemail: outcome === 'answered' ? null : foldVoicemail(ordered),
    foundLater: ordered.every(({ fromLog, isLate }) => fromLog || isLate),
  };
}

/** Seconds of conversation, for vendors that report no duration. */
const secondsBetween = (from: number | null, to: number | null): number | null =>
  from !== null && to !== null && to >= from ? Math.round((to - from) / 1000) : null;

/**
 * Sorts events by source (webhooks before the call log), then by the vendor's time, then by content, and removes
 * repetitions. Equal sets of events give equal lists.
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

/** Merges the parts of a message: its recording and its transcript arrive in separate events. */
function foldVoicemail(ordered: readonly CallEvent[]): CallEvent['voicemail'] {
  // The last known value counts. Webhooks are sorted last, so they outweigh the call log.
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
