/**
 * SignalWire's cXML callbacks are Twilio's (developer.signalwire.com/compatibility-api); its RELAY and SWML events are JSON
 * with `event_type` and `params` (developer.signalwire.com/sdks/reference/realtime-sdk/relay-v4/voice/callstate). A call that
 * another one dialled names it in `parent` or `peer`, by which both are joined. That `start_time`, `answer_time` and
 * `end_time` are in milliseconds while `timestamp` is in seconds is unconfirmed: either unit is read.
 */
import { type CallEvent, emptyEvent } from '../../events/call-event.ts';
import type { EventReader, StoredDelivery } from '../../events/delivery.ts';
import { derivedId, isObject, type JsonObject, own, parseJson, textOf } from '../../events/json.ts';
import { isJsonType } from '../../util/media-types.ts';
import { directionOf, eventIdOf, unixTime, wholeSeconds } from '../common/values.ts';
import { twimlReader } from '../twiml/reader.ts';

/** `end_reason` of a call that nobody took. */
const notTaken = new Set(['noanswer', 'busy', 'decline', 'cancel', 'timeout']);

export const signalWireReader: EventReader = {
  identify(delivery) {
    const event = relayEvent(delivery);
    if (!event) return twimlReader.identify(delivery);
    const { type, params } = event;
    const text = (key: string) => textOf(own(params, key));
    return {
      eventId: eventIdOf(
        text('call_id'),
        type,
        // What tells no state (connect, collect, detect) is told from others by its content.
        text('call_state') ?? text('state') ?? derivedId(params, delivery.body),
        text('control_id'),
      ),
      eventType: type,
    };
  },
  read(delivery) {
    const event = relayEvent(delivery);
    return event ? readRelayEvent(event) : twimlReader.read(delivery);
  },
};

interface RelayEvent {
  type: string;
  params: JsonObject;
  /** Milliseconds since the Unix epoch. */
  at: number | null;
}

/** A RELAY or SWML event of a call; null for what is none, which is read as Twilio's. */
function relayEvent({ contentType, body }: StoredDelivery): RelayEvent | null {
  if (body.length === 0 || !contentType || !isJsonType(contentType)) return null;
  const event = parseJson(body);
  if (!isObject(event)) return null;
  const [type, params] = [textOf(own(event, 'event_type')), own(event, 'params')];
  if (type === null || !isObject(params) || textOf(own(params, 'call_id')) === null) return null;
  return { type, params, at: time(own(event, 'timestamp')) };
}

function readRelayEvent({ type, params, at }: RelayEvent): CallEvent[] {
  const text = (key: string) => textOf(own(params, key));
  const leg = text('call_id');
  const direction = directionOf(own(params, 'direction'));
  const dialledBy =
    direction === 'inbound' ? null : (idOf(own(params, 'parent')) ?? idOf(own(params, 'peer')));
  const callId = dialledBy ?? leg;
  if (callId === null) return [];
  const numbers = numbersOf(own(params, 'device'));
  const base: CallEvent = {
    ...emptyEvent(callId),
    leg,
    direction: dialledBy ? null : direction,
    from: dialledBy ? null : numbers.from,
    to: dialledBy ? null : numbers.to,
    occurredAt: at,
  };
  if (type === 'calling.call.record') return [recording(params, base)];
  // Others (play, collect, detect) tell nothing that a call is shown with, and do not say whose leg theirs is.
  if (type !== 'calling.call.state' && type !== 'calling.call.receive') return [];
  const answeredAt = time(own(params, 'answer_time'));
  // Of the caller's own leg, "answered" may be a menu.
  const answered: CallEvent = {
    ...base,
    kind: 'answered',
    weak: !dialledBy && direction !== 'outbound',
    answeredAt,
  };
  switch (text('call_state')) {
    case 'created':
      return [{ ...base, kind: 'started', startedAt: time(own(params, 'start_time')) ?? at }];
    case 'ringing':
      return [{ ...base, kind: 'ringing', startedAt: time(own(params, 'start_time')) ?? at }];
    case 'answered':
      return [{ ...answered, answeredAt: answeredAt ?? at }];
    case 'ended': {
      const endedAt = time(own(params, 'end_time')) ?? at;
      const isMiss = notTaken.has((text('end_reason') ?? '').toLowerCase().replace(/[^a-z]/g, ''));
      const ended: CallEvent = { ...base, kind: isMiss ? 'missed' : 'ended', weak: isMiss, endedAt };
      return answeredAt === null ? [ended] : [ended, answered];
    }
    default:
      return [base];
  }
}

/** A finished recording is a message if nobody picked up. */
function recording(params: JsonObject, base: CallEvent): CallEvent {
  const record = own(params, 'record');
  const details = isObject(record) ? record : params;
  const recordingUrl = textOf(own(details, 'url')) ?? textOf(own(params, 'url'));
  if (recordingUrl === null || textOf(own(params, 'state')) !== 'finished') return base;
  const durationSeconds = wholeSeconds(own(details, 'duration') ?? own(params, 'duration'));
  if (durationSeconds === 0) return base;
  return {
    ...base,
    kind: 'voicemail',
    weak: true,
    voicemail: { recordingUrl, transcript: null, durationSeconds },
  };
}

const idOf = (call: unknown): string | null => (isObject(call) ? textOf(own(call, 'call_id')) : null);

function numbersOf(device: unknown): { from: string | null; to: string | null } {
  const inner = isObject(device) ? own(device, 'params') : undefined;
  const numbers = isObject(inner) ? inner : isObject(device) ? device : {};
  return {
    from: textOf(own(numbers, 'from_number')) ?? textOf(own(numbers, 'from')),
    to: textOf(own(numbers, 'to_number')) ?? textOf(own(numbers, 'to')),
  };
}

/** Unix seconds with fractions, or milliseconds: those of this century have at least twelve digits. */
const time = (value: unknown): number | null => {
  const seconds = unixTime(value, 1000);
  return seconds !== null && seconds >= 1e14 ? unixTime(value, 1) : seconds;
};
