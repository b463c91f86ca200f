/**
 * Ringover's call and after-call events (github ringover/ringover-webhooks-php src/Model; samples from a public Go test of
 * `ringover-webhooks`). `data.id` is the same in all events of a call; `data.call_id` is an integer above 2^53. Times are Unix
 * seconds with a fraction, and `hangup_time` has been published before `start_time`. Numbers are E.164 without the plus sign.
 */
import { type CallEvent, emptyEvent } from '../../events/call-event.ts';
import type { EventReader } from '../../events/delivery.ts';
import { derivedId, isObject, type JsonObject, own, parseJsonObject, textOf } from '../../events/json.ts';
import { directionOf, eventIdOf, unixTime, wholeSeconds, withPlus } from '../common/values.ts';

export const ringoverReader: EventReader = {
  identify(delivery) {
    const event = parseJsonObject(delivery.body);
    const eventType = typeOf(event);
    const data = own(event, 'data');
    if (!isObject(data)) return { eventId: derivedId(event, delivery.body), eventType };
    const callId = textOf(own(data, 'call_id'));
    const id = textOf(own(data, 'id')) ?? callId;
    if (!id) return { eventId: derivedId(event, delivery.body), eventType };
    // Every phone of a group that rings has events of its own.
    const channel = textOf(own(data, 'channel_id'));
    const user = textOf(own(data, 'user_id'));
    // `id` has been published with the same value for different calls.
    return { eventId: eventIdOf(id, eventType, channel, user, callId), eventType };
  },
  read(delivery) {
    const event = parseJsonObject(delivery.body);
    const data = own(event, 'data');
    if (!isObject(data)) return [];
    const callId = textOf(own(data, 'call_id'));
    if (!callId) return [];
    const base = { ...emptyEvent(callId), occurredAt: unixTime(own(event, 'timestamp'), 1000) };
    switch (textOf(own(event, 'resource'))) {
      case 'call':
        return call(base, textOf(own(event, 'event')) ?? '', data);
      case 'aftercall':
        return textOf(own(event, 'event')) === 'voicemail_available' ? message(base, data) : [];
      default:
        return [];
    }
  },
};

function typeOf(event: JsonObject): string | null {
  const name = textOf(own(event, 'event'));
  const resource = textOf(own(event, 'resource'));
  return name && resource ? `${resource}.${name}` : (name ?? resource);
}

function call(base: CallEvent, name: string, data: JsonObject): CallEvent[] {
  const direction = directionOf(own(data, 'direction'));
  const seconds = wholeSeconds(own(data, 'duration_in_seconds'));
  return [
    {
      ...base,
      ...outcomeOf(name, seconds, direction),
      direction,
      from: withPlus(own(data, 'from_number')),
      to: withPlus(own(data, 'to_number')),
      startedAt: unixTime(own(data, 'start_time'), 1000),
      endedAt: unixTime(own(data, 'hangup_time'), 1000),
      durationSeconds: name === 'voicemail' ? null : seconds,
    },
  ];
}

function outcomeOf(
  name: string,
  seconds: number | null,
  direction: CallEvent['direction'],
): Pick<CallEvent, 'kind' | 'weak' | 'voicemail'> {
  const plain = (kind: CallEvent['kind'], weak = false) => ({ kind, weak, voicemail: null });
  switch (name) {
    case 'ringing':
      return plain(direction === 'outbound' ? 'started' : 'ringing');
    case 'answered':
      return plain('answered');
    case 'missed':
      return plain(direction === 'outbound' ? 'ended' : 'missed');
    case 'voicemail':
      return direction === 'outbound'
        ? plain('ended')
        : {
            kind: 'voicemail',
            weak: false,
            voicemail: { recordingUrl: null, transcript: null, durationSeconds: null },
          };
    case 'hangup':
      // Of calls that were connected, a voicemail's greeting and a menu among them; without a duration nobody was.
      return (seconds ?? 0) > 0 ? plain('answered', true) : plain('ended');
    default:
      return plain('info');
  }
}

/** The recording of a message, told after the call; its length is written "30s". */
function message(base: CallEvent, data: JsonObject): CallEvent[] {
  const length = textOf(own(data, 'voicemail_duration'));
  const durationSeconds = wholeSeconds(length?.replace(/s$/, '') ?? null);
  const recordingUrl = textOf(own(data, 'voicemail_link'));
  return [
    {
      ...base,
      kind: 'voicemail',
      direction: directionOf(own(data, 'direction')),
      from: withPlus(own(data, 'from_number')),
      to: withPlus(own(data, 'to_number')),
      durationSeconds,
      voicemail: { recordingUrl, transcript: null, durationSeconds },
    },
  ];
}
