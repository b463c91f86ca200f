/**
 * JustCall's call events (developer.justcall.io/docs/call-events; the fields of `data` as transcribed by public consumers).
 * `call.missed` is a missed call without a voicemail, `call.voicemail` comes in its place otherwise. Numbers are E.164 without
 * the plus sign. `call_date` and `call_time` carry no zone, so that no time is taken from them: the signed time of the request
 * tells about when it was.
 */
import { type CallEvent, emptyEvent } from '../../events/call-event.ts';
import type { EventReader } from '../../events/delivery.ts';
import { derivedId, isObject, type JsonObject, own, parseJsonObject, textOf } from '../../events/json.ts';
import { header } from '../../signatures/unverified-request.ts';
import { directionOf, instant, wholeSeconds, withPlus } from '../common/values.ts';

export const justCallReader: EventReader = {
  identify(delivery) {
    const event = parseJsonObject(delivery.body);
    // Whether a repeated request keeps its ID is unconfirmed; a call's events may repeat without harm.
    return {
      eventId: textOf(own(event, 'request_id')) ?? derivedId(event, delivery.body),
      eventType: textOf(own(event, 'type')),
    };
  },
  read(delivery) {
    const event = parseJsonObject(delivery.body);
    const type = textOf(own(event, 'type')) ?? '';
    const data = own(event, 'data');
    return type.startsWith('call.') && isObject(data)
      ? call(type, data, instant(header(delivery.headers, 'x-justcall-request-timestamp')))
      : [];
  },
};

/** @param occurredAt milliseconds since the Unix epoch. */
function call(type: string, data: JsonObject, occurredAt: number | null): CallEvent[] {
  const id = textOf(own(data, 'id'));
  if (!id) return [];
  const info = objectAt(data, 'call_info');
  const lengths = objectAt(data, 'call_duration');
  const direction = directionOf(own(info, 'direction')) ?? directionOfType[type] ?? null;
  const contact = withPlus(own(data, 'contact_number'));
  const line = withPlus(own(data, 'justcall_number'));
  const kind = kindOf(
    type,
    textOf(own(info, 'type')),
    wholeSeconds(own(lengths, 'conversation_time')),
    direction,
  );
  return [
    {
      ...emptyEvent(id),
      kind,
      direction,
      occurredAt,
      from: direction === 'outbound' ? line : contact,
      to: direction === 'outbound' ? contact : line,
      callerName: direction === 'outbound' ? null : textOf(own(data, 'contact_name')),
      durationSeconds: wholeSeconds(own(lengths, 'total_duration')),
      voicemail:
        kind === 'voicemail'
          ? { recordingUrl: textOf(own(info, 'recording')), transcript: null, durationSeconds: null }
          : null,
    },
  ];
}

const directionOfType: Readonly<Record<string, CallEvent['direction']>> = {
  'call.incoming': 'inbound',
  'call.initiated': 'outbound',
  'call.missed': 'inbound',
  'call.voicemail': 'inbound',
};

function kindOf(
  type: string,
  result: string | null,
  talkSeconds: number | null,
  direction: CallEvent['direction'],
): CallEvent['kind'] {
  if (type === 'call.incoming') return 'ringing';
  if (type === 'call.initiated') return 'started';
  if (type === 'call.answered') return 'answered';
  const word = type === 'call.missed' || type === 'call.voicemail' ? type.slice('call.'.length) : result;
  switch (word?.toLowerCase()) {
    case 'answered':
      return 'answered';
    case 'missed':
    case 'unanswered':
      return direction === 'outbound' ? 'ended' : 'missed';
    case 'voicemail':
      return direction === 'outbound' ? 'ended' : 'voicemail';
  }
  if (type !== 'call.completed') return 'info';
  return (talkSeconds ?? 0) > 0 ? 'answered' : 'ended';
}

const objectAt = (parent: JsonObject, key: string): JsonObject => {
  const value = own(parent, key);
  return isObject(value) ? value : {};
};
