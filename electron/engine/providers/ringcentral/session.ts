/**
 * A telephony session: one call with a party for the caller and one for every extension that it came to (menu, queue, each
 * agent), joined by `telephonySessionId`. Every notification tells the state of one or more parties.
 */
import { type CallEvent, emptyEvent } from '../../calls/call-event.ts';
import { isObject, type JsonObject, own, textOf } from '../generic/json.ts';
import { directionOf, instant } from '../generic/values.ts';

export function sessionEvents(session: JsonObject): CallEvent[] {
  const id = textOf(own(session, 'telephonySessionId'));
  const parties = own(session, 'parties');
  if (!id || !Array.isArray(parties)) return [];
  // The documentation calls it the call's start; in captured sequences it moves with the state.
  const at = instant(own(session, 'eventTime'));
  return parties.flatMap((party) => (isObject(party) ? partyEvent(id, party, at) : []));
}

function partyEvent(id: string, party: JsonObject, at: number | null): CallEvent {
  const side = directionOf(own(party, 'direction'));
  const isOurs = textOf(own(party, 'extensionId')) !== null;
  const status = own(party, 'status');
  const code = isObject(status) ? textOf(own(status, 'code')) : null;
  const from = own(party, 'from');
  const isMissed = own(party, 'missedCall') === true;
  const base: CallEvent = {
    ...emptyEvent(id),
    direction: directionOfCall(side, isOurs),
    from: isObject(from) ? textOf(own(from, 'phoneNumber')) : null,
    to: numberOf(own(party, 'to')),
    callerName: isObject(from) ? textOf(own(from, 'name')) : null,
    occurredAt: at,
    startedAt: code === 'Setup' ? at : null,
    endedAt: code === 'Disconnected' ? at : null,
  };
  if (isMissed) return { ...base, kind: base.direction === 'outbound' ? 'ended' : 'missed' };
  return isOurs ? ourParty(base, code, at) : { ...base, kind: outsideKind(base, code) };
}

/** A party is seen from the platform: who calls in is `Outbound` there, and has no extension. */
function directionOfCall(side: CallEvent['direction'], isOurs: boolean): CallEvent['direction'] {
  if (isOurs) return side;
  return side === 'outbound' ? 'inbound' : null;
}

/** An extension's party. Menus and queues end theirs when they pass the call on: that is not the end of the call. */
function ourParty(base: CallEvent, code: string | null, at: number | null): CallEvent {
  switch (code) {
    case 'Setup':
    case 'Proceeding':
      return { ...base, kind: base.direction === 'outbound' ? 'started' : 'ringing' };
    case 'Answered':
      return { ...base, kind: 'answered', answeredAt: at };
    case 'VoiceMail':
      // The greeting answers because nobody did; the message, if any, has a notification of its own.
      return { ...base, kind: base.direction === 'outbound' ? 'info' : 'missed' };
    case 'Disconnected':
      // Nobody passes on a call that the extension itself makes: it is over.
      return base.direction === 'outbound' ? { ...base, kind: 'ended' } : base;
    default:
      return base;
  }
}

/** The outside party's: a menu answers it as well, so only its end says something. */
function outsideKind(base: CallEvent, code: string | null): CallEvent['kind'] {
  if (code === 'Disconnected' && base.direction === 'inbound') return 'ended';
  return code === 'Setup' ? 'started' : 'info';
}

const numberOf = (party: unknown): string | null =>
  isObject(party) ? textOf(own(party, 'phoneNumber')) : null;
