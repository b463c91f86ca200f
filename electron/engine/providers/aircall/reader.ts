/**
 * Aircall's call events (developer.aircall.io/docs/webhooks-overview; fields from captured deliveries). Every event brings the
 * whole call as it is then, delivered at least once and in any order. Times are Unix seconds; `duration` is in seconds and
 * includes the ringing; `raw_digits` is always the other party.
 */
import { type CallEvent, emptyEvent } from '../../events/call-event.ts';
import type { EventReader } from '../../events/delivery.ts';
import { derivedId, isObject, type JsonObject, own, parseJsonObject, textOf } from '../../events/json.ts';
import { directionOf, eventIdOf, unixTime, wholeSeconds } from '../common/values.ts';

export const aircallReader: EventReader = {
  identify(delivery) {
    const event = parseJsonObject(delivery.body);
    const name = textOf(own(event, 'event'));
    const data = dataOf(event);
    const id = data && textOf(own(data, 'id'));
    if (!name || !data || !id) return { eventId: derivedId(event, delivery.body), eventType: name };
    // Aircall gives no event ID. Agents' events repeat for every agent that rings, hence the user and the time.
    const user = own(data, 'user');
    const userId = isObject(user) ? textOf(own(user, 'id')) : null;
    return { eventId: eventIdOf(name, id, userId, textOf(own(event, 'timestamp'))), eventType: name };
  },
  read(delivery) {
    const event = parseJsonObject(delivery.body);
    const name = textOf(own(event, 'event')) ?? '';
    const data = dataOf(event);
    if (!data) return [];
    if (name.startsWith('transcription.')) return transcription(data);
    return name.startsWith('call.') ? aircallCall(name, data, unixTime(own(event, 'timestamp'), 1000)) : [];
  },
};

function dataOf(event: JsonObject): JsonObject | null {
  const data = own(event, 'data');
  return isObject(data) ? data : null;
}

/** What the call says of itself. @param name of the event that brought it; the vendor's list counts as `call.ended`. */
export function aircallCall(name: string, data: JsonObject, occurredAt: number | null): CallEvent[] {
  const id = textOf(own(data, 'id'));
  if (!id) return [];
  const direction = directionOf(own(data, 'direction'));
  const line = own(data, 'number');
  const other = textOf(own(data, 'raw_digits'));
  const ours = isObject(line) ? textOf(own(line, 'digits')) : null;
  const endedAt = unixTime(own(data, 'ended_at'), 1000);
  const answeredAt = unixTime(own(data, 'answered_at'), 1000);
  const base: CallEvent = {
    ...emptyEvent(id),
    leg: id,
    direction,
    from: direction === 'outbound' ? ours : other,
    to: direction === 'outbound' ? other : ours,
    callerName: direction === 'outbound' ? null : contactName(own(data, 'contact')),
    occurredAt,
    startedAt: unixTime(own(data, 'started_at'), 1000),
    answeredAt,
    endedAt,
    // Zero until the call is over.
    durationSeconds: endedAt === null ? null : wholeSeconds(own(data, 'duration')),
  };
  const recordingUrl = textOf(own(data, 'voicemail'));
  // The link is in call.ended already, before call.voicemail_left.
  if (name === 'call.voicemail_left' || (recordingUrl !== null && direction !== 'outbound'))
    return [
      {
        ...base,
        kind: 'voicemail',
        voicemail: { recordingUrl, transcript: null, durationSeconds: null },
      },
    ];
  if (answeredAt !== null) return [{ ...base, kind: 'answered' }];
  const isMissed = direction !== 'outbound' && textOf(own(data, 'missed_call_reason')) !== null;
  if (isMissed) return [{ ...base, kind: 'missed' }];
  return [{ ...base, ...stateOf(name, endedAt !== null) }];
}

/**
 * Events of a call that nobody has answered so far. Those outside its life (tags, archiving) may be about a call of last
 * week: that it is over ends only one that was seen to ring.
 */
function stateOf(name: string, isOver: boolean): Pick<CallEvent, 'kind' | 'weak'> {
  switch (name) {
    case 'call.created':
      return { kind: 'started', weak: false };
    case 'call.ringing_on_agent':
      return { kind: 'ringing', weak: false };
    case 'call.hungup':
    case 'call.ended':
      return { kind: 'ended', weak: false };
    default:
      return isOver ? { kind: 'ended', weak: true } : { kind: 'info', weak: false };
  }
}

function contactName(contact: unknown): string | null {
  if (!isObject(contact)) return null;
  const names = ['first_name', 'last_name'].flatMap((key) => textOf(own(contact, key)) ?? []);
  return names.join(' ') || null;
}

/** `transcription.created` of a voicemail; the fields are unconfirmed (taken from the vendor's API, where it has `utterances`). */
function transcription(data: JsonObject): CallEvent[] {
  const callId = textOf(own(data, 'call_id'));
  const content = own(data, 'content');
  const utterances = isObject(content) ? own(content, 'utterances') : undefined;
  if (!callId || own(data, 'type') !== 'voicemail' || !Array.isArray(utterances)) return [];
  const transcript = utterances
    .filter(isObject)
    .flatMap((utterance) => textOf(own(utterance, 'text')) ?? [])
    .join(' ');
  if (transcript === '') return [];
  return [
    {
      ...emptyEvent(callId),
      kind: 'voicemail',
      voicemail: { recordingUrl: null, transcript, durationSeconds: null },
    },
  ];
}
