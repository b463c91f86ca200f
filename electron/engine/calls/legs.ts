/**
 * The legs of a call, the caller's and one for each phone that rings: which of them the call ends with, and which a machine
 * took. Every rule is about the set of events, whatever their order.
 */
import type { CallEvent } from '../events/call-event.ts';

export interface Legs {
  /** Whether an event is about the call itself, or about the leg that came in where one did; its end is the call's then. */
  isOfCall(event: CallEvent): boolean;
  /** Whether the event's leg was dialled, for a call that came in or one that goes out. */
  wasDialled(event: CallEvent): boolean;
  /** Whether an answering machine took the event's leg. */
  isMachines(event: CallEvent): boolean;
  /** Whether some phone that was rung for the call was picked up by a machine. */
  readonly hasMachine: boolean;
  /** Whether no phone rings any more that was rung for a caller who is seen; the caller's own end may get lost. */
  readonly allEnded: boolean;
  /** Whether the event's leg is over for having been passed on elsewhere. */
  wasPassedOn(event: CallEvent): boolean;
}

export function legsOf(events: readonly CallEvent[]): Legs {
  const legsWith = (test: (event: CallEvent) => boolean): Set<string> =>
    new Set(events.flatMap((event) => (event.leg && test(event) ? [event.leg] : [])));
  const kind =
    (...kinds: readonly CallEvent['kind'][]) =>
    (event: CallEvent) =>
      kinds.includes(event.kind);

  const callers = legsWith((event) => event.isCaller ?? false);
  const cameIn = callers.size > 0 ? callers : legsWith((event) => event.direction === 'inbound');
  const dialled = legsWith((event) => event.direction === 'outbound');
  const seen = legsWith(kind('started', 'ringing', 'answered'));
  const over = legsWith(kind('ended', 'missed', 'passed-on'));
  const passedOn = legsWith(kind('passed-on'));
  const machines = legsWith(kind('machine'));
  // A machine that calls is a caller like any other.
  for (const leg of cameIn) machines.delete(leg);

  const parties = cameIn.size > 0 ? cameIn : seen;
  const isEveryoneGone = [...parties].every((leg) => over.has(leg));
  /** A phone of which nothing but its end was told may have been picked up as well. */
  const isLast = (leg: string) => isEveryoneGone && parties.has(leg) && seen.has(leg) && !passedOn.has(leg);

  return {
    isOfCall({ kind, weak, leg }) {
      if (kind === 'ended' && weak) return leg !== null && isLast(leg);
      return !leg || cameIn.size === 0 || cameIn.has(leg);
    },
    wasDialled: ({ leg }) => leg !== null && !cameIn.has(leg) && (cameIn.size > 0 || dialled.has(leg)),
    isMachines: ({ leg }) => leg !== null && machines.has(leg),
    hasMachine: machines.size > 0,
    allEnded: callers.size > 0 && [...seen].every((leg) => callers.has(leg) || over.has(leg)),
    wasPassedOn: ({ leg }) => leg !== null && passedOn.has(leg),
  };
}
