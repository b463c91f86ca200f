/**
 * Dialpad's call events (developers.dialpad.com/docs/call-events; states and fields: github dialpad/dialpad-python-sdk
 * schemas/call_event_subscription.py, schemas/call.py). Each event is the whole leg as it is then; times and durations are
 * in milliseconds. A call through a department, queue or transfer has several legs with IDs of their own, which name the
 * leg where the caller came in as `entry_point_call_id`, else the one they belong to as `master_call_id`.
 */
import { type CallEvent, emptyEvent } from '../../events/call-event.ts';
import { type EventReader, MalformedDelivery, type StoredDelivery } from '../../events/delivery.ts';
import { derivedId, isObject, type JsonObject, own, parseJsonObject, textOf } from '../../events/json.ts';
import { payloadOfJws } from '../../signatures/jws.ts';
import { directionOf, eventIdOf, unixTime, wholeSeconds } from '../common/values.ts';

export const dialpadReader: EventReader = {
  identify(delivery) {
    const call = callOf(delivery);
    const state = textOf(own(call, 'state'));
    const id = textOf(own(call, 'call_id'));
    const time = textOf(own(call, 'event_timestamp'));
    return {
      eventId: id && state && time ? eventIdOf(id, state, time) : derivedId(call, delivery.body),
      eventType: state,
    };
  },
  read: (delivery) => dialpadCall(callOf(delivery)),
};

/** What a leg says of its call, as it is then. */
export function dialpadCall(call: JsonObject): CallEvent[] {
  const text = (key: string) => textOf(own(call, key));
  const id = text('entry_point_call_id') ?? text('master_call_id') ?? text('call_id');
  if (!id) return [];
  const direction = directionOf(own(call, 'direction'));
  const [from, to] =
    direction === 'outbound'
      ? [text('internal_number'), text('external_number')]
      : [text('external_number'), text('internal_number')];
  const contact = own(call, 'contact');
  const time = (key: string) => unixTime(own(call, key), 1);
  return [
    {
      ...emptyEvent(id),
      ...outcomeOf(call, direction),
      direction,
      from,
      to,
      callerName: direction !== 'outbound' && isObject(contact) ? textOf(own(contact, 'name')) : null,
      occurredAt: time('event_timestamp'),
      startedAt: time('date_started'),
      answeredAt: time('date_connected'),
      endedAt: time('date_ended'),
      durationSeconds: wholeSeconds(own(call, 'duration'), 1000),
    },
  ];
}

/** The call as JSON: the body itself, or the payload of the token that it is. @throws MalformedDelivery */
function callOf({ body }: StoredDelivery): JsonObject {
  const text = body.toString('latin1').trim();
  if (text.startsWith('{')) return parseJsonObject(body);
  const payload = payloadOfJws(text);
  if (!payload) throw new MalformedDelivery('The body is neither JSON nor a token.');
  return parseJsonObject(payload);
}

function outcomeOf(
  call: JsonObject,
  direction: CallEvent['direction'],
): Pick<CallEvent, 'kind' | 'weak' | 'voicemail'> {
  const state = textOf(own(call, 'state')) ?? '';
  const recordingUrl = textOf(own(call, 'voicemail_link'));
  const isVoicemail =
    recordingUrl !== null ||
    textOf(own(call, 'voicemail_recording_id')) !== null ||
    state.startsWith('voicemail');
  // A call that went to voicemail says so in its later states as well.
  if (isVoicemail && direction !== 'outbound') {
    const transcript = textOf(own(call, 'transcription_text'));
    return { kind: 'voicemail', weak: false, voicemail: { recordingUrl, transcript, durationSeconds: null } };
  }
  const plain = (kind: CallEvent['kind']) => ({ kind, weak: false, voicemail: null });
  if (state === 'missed') return plain(direction === 'outbound' ? 'ended' : 'missed');
  if (state === 'connected' || unixTime(own(call, 'date_connected'), 1) !== null)
    return { kind: 'answered', weak: !isPerson(call), voicemail: null };
  if (state === 'calling') return plain('started');
  if (state === 'ringing' || state === 'preanswer' || state === 'queued') return plain('ringing');
  // Of a leg that was passed on, the end is not the call's; the others' events outweigh it then.
  return plain(state === 'hangup' ? 'ended' : 'info');
}

/** A department's or queue's own leg may be connected to a menu or to music. */
function isPerson(call: JsonObject): boolean {
  const target = own(call, 'target');
  const type = isObject(target) ? textOf(own(target, 'type')) : null;
  return type === null || type === 'user';
}
