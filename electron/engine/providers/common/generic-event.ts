/**
 * The generic event body that `hmac` and `standard-webhooks` sources (and CloudEvents' data) carry:
 * {"id", "type", "timestamp", "data": {"callId", "direction", "from", "to", "startedAt", "answeredAt", "endedAt",
 * "durationSeconds", "status", "recordingUrl", "transcript"}}.
 */
import type { EventMapping } from '#shared/mapping/event-mapping.ts';
import { mapEvent } from '#shared/mapping/map-event.ts';
import { type CallEvent, type CallEventKind, emptyEvent } from '../../events/call-event.ts';
import { MalformedDelivery, type StoredDelivery } from '../../events/delivery.ts';
import { atPath, derivedId, isObject, type JsonObject, own, parseJson, textOf } from '../../events/json.ts';
import { directionOf, eventIdOf, instant, wholeSeconds } from './values.ts';

/** The types' last two words; what a vendor puts before them does not matter. */
const kindOfType: Readonly<Record<string, CallEventKind>> = {
  'call.started': 'started',
  'call.ringing': 'ringing',
  'call.answered': 'answered',
  'call.ended': 'ended',
  'call.completed': 'ended',
  'call.missed': 'missed',
  'call.voicemail': 'voicemail',
  'voicemail.received': 'voicemail',
};

/** Words that phone systems use for a call that nobody took, and for one that somebody did. */
const missedStatuses = new Set([
  'missed',
  'no-answer',
  'no_answer',
  'noanswer',
  'unanswered',
  'busy',
  'cancelled',
  'canceled',
  'failed',
  'rejected',
  'timeout',
]);
const answeredStatuses = new Set(['answered', 'connected', 'in-progress']);

/** The event in the body, or null where the body is neither JSON nor claims to be. @throws MalformedDelivery */
export function genericEvent(delivery: StoredDelivery): JsonObject | null {
  let value: unknown;
  try {
    value = parseJson(delivery.body);
  } catch (error) {
    // A sender that says text/plain has not promised JSON; what it sends is kept and means no call.
    if (error instanceof MalformedDelivery && delivery.contentType === 'text/plain') return null;
    throw error;
  }
  if (isObject(value)) return value;
  if (delivery.contentType === 'text/plain') return null;
  throw new MalformedDelivery('The body is JSON, but not an object.');
}

/** The event as it is, or as its source's mapping makes it. */
export function asGeneric(event: JsonObject, mapping: EventMapping | undefined): JsonObject {
  if (!mapping) return event;
  const generic = mapEvent(event, mapping);
  const data = own(generic, 'data');
  const { direction } = mapping;
  const isNeither =
    direction !== undefined &&
    'path' in direction &&
    isObject(data) &&
    own(data, 'direction') === undefined &&
    direction.path.some((path) => textOf(atPath(event, path)) !== null);
  return isNeither ? { ...generic, data: { ...data, direction: neitherDirection } } : generic;
}

/** A direction that is told and is none of ours, as of calls between extensions. */
const neitherDirection = 'neither';

/**
 * The ID of an event by what its body calls one. What also names the call, or may name it, tells its events apart only with
 * their type and content.
 * @param named what stands where the body has its event's ID. @param mayBeCalls whether the call's ID may stand there.
 */
export function namedEventId(
  named: string,
  { event, generic, body }: { event: JsonObject; generic: JsonObject; body: Buffer },
  mayBeCalls: boolean,
): string {
  const isCalls = mayBeCalls || named === textOf(atPath(generic, 'data.callId'));
  return isCalls ? eventIdOf(named, textOf(own(generic, 'type')), derivedId(event, body)) : named;
}

/** The last two words of an event type in lower case, e.g. `call.missed` of `com.example.call.missed`. */
const eventName = (type: string): string => type.toLowerCase().split('.').slice(-2).join('.');

/** What a generic event says about its call; empty when it names none. */
export function readGenericEvent(event: JsonObject): CallEvent[] {
  const type = textOf(own(event, 'type')) ?? '';
  const data = own(event, 'data');
  if (!isObject(data)) return [];
  const callId = textOf(own(data, 'callId'));
  if (!callId) return [];
  const kind = kindOf(kindOfType[eventName(type)] ?? 'info', data);
  const occurredAt = instant(own(event, 'timestamp'));
  const text = (key: string) => textOf(own(data, key));
  const duration = wholeSeconds(own(data, 'durationSeconds'));
  return [
    {
      ...emptyEvent(callId),
      kind,
      direction: directionOf(own(data, 'direction')),
      from: text('from'),
      to: text('to'),
      callerName: text('callerName'),
      occurredAt,
      startedAt: instant(own(data, 'startedAt')),
      answeredAt: instant(own(data, 'answeredAt')),
      endedAt: instant(own(data, 'endedAt')),
      durationSeconds: duration,
      voicemail:
        kind === 'voicemail'
          ? { recordingUrl: text('recordingUrl'), transcript: text('transcript'), durationSeconds: duration }
          : null,
    },
  ];
}

/**
 * `call.ended` and `call.completed` leave the outcome to `answeredAt` and `status`. A call of which no direction is told is
 * taken for one that came in, here as in every list: nobody answered it, so it was missed.
 */
function kindOf(kind: CallEventKind, data: JsonObject): CallEventKind {
  if (kind !== 'ended') return kind;
  if (instant(own(data, 'answeredAt')) !== null) return 'answered';
  const status = textOf(own(data, 'status'))?.toLowerCase();
  if (status === 'voicemail') return 'voicemail';
  if (status && answeredStatuses.has(status)) return 'answered';
  const unanswered = textOf(own(data, 'direction')) === null ? 'missed' : 'ended';
  if (status && missedStatuses.has(status)) return unanswered;
  // "completed" without an answeredAt key at all and with talk time: the sender does not tell when, only that it was answered.
  if (
    status === 'completed' &&
    own(data, 'answeredAt') === undefined &&
    (wholeSeconds(own(data, 'durationSeconds')) ?? 0) > 0
  )
    return 'answered';
  return unanswered;
}
