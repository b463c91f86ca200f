/**
 * The legs of a call: the caller's, and one for each phone that rings. Decides which leg ends the call, and which ones an
 * answering machine took. Every rule is about the set of events, whatever their order.
 */
import type { CallEvent } from '../events/call-event.ts';

export interface Legs {
  /** True for an event about the call itself, or about its inbound leg. The end of such a leg ends the call. */
  isOfCall(event: CallEvent): boolean;
  /** True when the event's leg was dialled, for an inbound or an outbound call. */
  wasDialled(event: CallEvent): boolean;
  /** True when an answering machine answered the event's leg. */
  isMachines(event: CallEvent): boolean;
  /** True when an answering machine answered any of the dialled legs. */
  readonly hasMachine: boolean;
  /** True when every leg dialled for a known caller has ended. The caller's own hang-up event may be lost. */
  readonly allEnded: boolean;
  /** True when the event's leg ended because the call was passed on. */
  wasPassedOn(event: CallEvent): boolean;
}

/** Derives the legs from a call's events. */
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
  // A machine that calls us is a caller like any other.
  for (const leg of cameIn) machines.delete(leg);

  const parties = cameIn.size > 0 ? cameIn : seen;
  const allPartiesEnded = [...parties].every((leg) => over.has(leg));
  /** True when the leg's end ends the call. A phone with no event but its end may also have been answered: it does not count. */
  const isLast = (leg: string) => allPartiesEnded && parties.has(leg) && seen.has(leg) && !passedOn.has(leg);

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
