/**
 * A telephony session: one call with a party for the caller and one for every extension that it came to (menu, queue, each
 * agent), joined by `telephonySessionId`. Every notification tells the state of one or more parties; a subscription to one
 * extension brings that extension's parties only (github ringcentral/ringcentral-api-docs
 * docs/voice/telephony-session-notifications.md; captured sequences in dibyenduroy/csn-data, which leave `reason` out).
 */
import { type CallEvent, emptyEvent } from '../../events/call-event.ts';
import { isObject, type JsonObject, own, textOf } from '../../events/json.ts';
import { directionOf, instant } from '../common/values.ts';
import { extensionEnd } from './extension-end.ts';

/** Calls that the platform makes to its own users (`origin.type`). */
const platformsOwn = new Set(['GreetingsRecording', 'VerificationCall', 'TestCall']);

export function sessionEvents(session: JsonObject): CallEvent[] {
  const id = textOf(own(session, 'telephonySessionId'));
  const parties = own(session, 'parties');
  const origin = own(session, 'origin');
  const type = isObject(origin) ? textOf(own(origin, 'type')) : null;
  if (!id || !Array.isArray(parties) || platformsOwn.has(type ?? '')) return [];
  // The documentation calls it the call's start; in captured sequences it moves with the state.
  const at = instant(own(session, 'eventTime'));
  const events = parties.flatMap((party) => (isObject(party) ? partyEvent(id, party, at) : []));
  // Both phones of a RingOut are rung by the platform, for a call that its user makes.
  return type === 'RingOut' ? events.map((event) => ({ ...event, direction: 'outbound' })) : events;
}

function partyEvent(id: string, party: JsonObject, at: number | null): CallEvent {
  const side = directionOf(own(party, 'direction'));
  const extensionId = textOf(own(party, 'extensionId'));
  const isOurs = extensionId !== null;
  const status = own(party, 'status');
  const code = isObject(status) ? textOf(own(status, 'code')) : null;
  const from = own(party, 'from');
  const base: CallEvent = {
    ...emptyEvent(id),
    leg: textOf(own(party, 'id')) ?? extensionId ?? side,
    direction: directionOfCall(side, isOurs),
    from: isObject(from) ? textOf(own(from, 'phoneNumber')) : null,
    to: numberOf(own(party, 'to')),
    callerName: isObject(from) ? textOf(own(from, 'name')) : null,
    occurredAt: at,
    startedAt: code === 'Setup' ? at : null,
    endedAt: code === 'Disconnected' ? at : null,
  };
  if (!isOurs) return outsideParty(base, code);
  return base.direction === 'outbound' ? ourCaller(base, code, party) : ourCallee(base, code, party);
}

/** A party is seen from the platform: who calls in is `Outbound` there, and has no extension. */
function directionOfCall(side: CallEvent['direction'], isOurs: boolean): CallEvent['direction'] {
  if (isOurs) return side;
  return side === 'outbound' ? 'inbound' : null;
}

/** An extension that calls. Nobody passes on a call that the extension itself makes: with its end the call is over. */
function ourCaller(base: CallEvent, code: string | null, party: JsonObject): CallEvent {
  switch (code) {
    case 'Setup':
    case 'Proceeding':
      return { ...base, kind: 'started' };
    case 'Answered': {
      const to = own(party, 'to');
      // Between extensions it means that the call has reached the other one, before that rings.
      const isInternal = isObject(to) && textOf(own(to, 'extensionId')) !== null;
      return isInternal ? base : { ...base, kind: 'answered', answeredAt: at(base) };
    }
    case 'Disconnected':
      return { ...base, kind: 'ended' };
    default:
      return base;
  }
}

/** An extension that is called. Menus and queues end theirs when they pass the call on: that is not the end of the call. */
function ourCallee(base: CallEvent, code: string | null, party: JsonObject): CallEvent {
  switch (code) {
    case 'Setup':
    case 'Proceeding':
      return { ...base, kind: 'ringing' };
    case 'Answered':
      return { ...base, kind: 'answered', answeredAt: at(base) };
    // The phone system itself picks up.
    case 'FaxReceive':
      return { ...base, kind: 'answered', weak: true };
    case 'VoiceMail':
    case 'VoiceMailScreening':
      // The greeting answers because nobody did; the message, if any, has a notification of its own.
      return { ...base, kind: 'missed' };
    case 'Disconnected':
    case 'Gone':
      return extensionEnd(base, code, party);
    default:
      return base;
  }
}

/** The outside party's: a menu answers it as well, so only its end says something. */
function outsideParty(base: CallEvent, code: string | null): CallEvent {
  const event: CallEvent = { ...base, isCaller: base.direction === 'inbound' };
  if (code === 'Disconnected' && event.isCaller) return { ...event, kind: 'ended' };
  return { ...event, kind: code === 'Setup' ? 'started' : 'info' };
}

/** When the state began that the event tells of. */
const at = (event: CallEvent): number | null => event.occurredAt;

const numberOf = (party: unknown): string | null =>
  isObject(party) ? textOf(own(party, 'phoneNumber')) : null;
