/** The outcome of a call, decided by all of its events. */
import type { CallOutcome } from '#shared/contract/calls.ts';
import type { CallEvent } from '../events/call-event.ts';
import type { Legs } from './legs.ts';

/**
 * The outcome that a call's events add up to. A message outweighs everything, because somebody waits for a call. An answer
 * by a person outweighs a miss: one leg of a ring group or a forwarded call is "missed" although a colleague took the call.
 */
export function outcomeOf(
  events: readonly CallEvent[],
  direction: CallEvent['direction'],
  legs: Legs,
): CallOutcome {
  const has = (kind: CallEvent['kind'], test: (event: CallEvent) => boolean = () => true) =>
    events.some((event) => event.kind === kind && test(event));
  const weak = (event: CallEvent) => event.weak;
  const strong = (event: CallEvent) => !event.weak;
  const counts = (event: CallEvent) => !legs.isMachines(event);
  const byPerson = (event: CallEvent) => counts(event) && isByPerson(event, direction, legs);
  const isOver = has('ended', legs.isOfCall) || has('missed', legs.isOfCall);
  if (has('voicemail', strong) && direction !== 'outbound') return 'voicemail';
  if (has('answered', byPerson)) return 'answered';
  if (has('voicemail') && direction !== 'outbound') return 'voicemail';
  if (has('missed', strong)) return direction === 'outbound' ? 'other' : 'missed';
  const isUnanswered = legs.hasMachine || (has('missed', weak) && direction !== null);
  const hasEnded = isOver || (legs.allEnded && has('missed', weak));
  if (isUnanswered && hasEnded) return direction === 'inbound' ? 'missed' : 'other';
  if (has('answered', counts) || events.some((event) => event.answeredAt !== null && counts(event)))
    return 'answered';
  if (isOver) return direction === 'inbound' ? 'missed' : 'other';
  const stillRings = (event: CallEvent) => !legs.wasPassedOn(event);
  return has('ringing', stillRings) || has('started', stillRings) ? 'ringing' : 'other';
}

/**
 * True when a person answered. A dialled leg is answered by whom it was dialled to, never by the phone system itself. On
 * other legs, an answer does not count where it is weak or where an answering machine may have given it.
 */
function isByPerson(event: CallEvent, direction: CallEvent['direction'], legs: Legs): boolean {
  if (legs.wasDialled(event)) return true;
  return !event.weak && !(legs.hasMachine && direction === 'inbound');
}
