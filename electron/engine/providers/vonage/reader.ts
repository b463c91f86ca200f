/**
 * Vonage Voice events (github Nexmo/nexmo-developer _documentation/en/voice/voice-api/webhook-reference.md). All legs of a
 * call share `conversation_uuid`; `uuid` is the leg. Numbers are E.164 without the plus sign, durations are text.
 *
 * The caller's leg is `answered` when the application's NCCO begins, which may be a menu; a person is an outbound leg of the
 * same conversation that was answered, unless the detection of answering machines says `machine` of it
 * (developer.vonage.com/en/voice/voice-api/concepts/advanced-machine-detection: always after `answered`). The unanswered states are documented for outbound legs only; of an inbound leg they
 * are taken to mean the same (unconfirmed). A leg with `from_user` is one of the application's own users who dials out from
 * an app; that events bring it as the answer webhook does is unconfirmed. There is no voicemail event: a recording is a message if nobody picked up.
 */
import { type CallEvent, emptyEvent } from '../../events/call-event.ts';
import type { EventReader, StoredDelivery } from '../../events/delivery.ts';
import { derivedId, type JsonObject, own, parseJsonObject, textOf } from '../../events/json.ts';
import { directionOf, eventIdOf, instant, wholeSeconds, withPlus } from '../common/values.ts';

const notTaken = new Set(['unanswered', 'timeout', 'busy', 'rejected', 'cancelled', 'failed']);

export const vonageReader: EventReader = {
  identify(delivery) {
    const event = eventIn(delivery);
    const text = (key: string) => textOf(own(event, key));
    const eventType = typeOf(event);
    const recording = text('recording_uuid');
    if (recording) return { eventId: eventIdOf(eventType, recording, text('status')), eventType };
    const leg = text('uuid') ?? text('call_uuid');
    // Vonage sends no event ID; the token's `jti` is another one for every request.
    if (leg && text('status'))
      return { eventId: eventIdOf(leg, text('status'), text('timestamp')), eventType };
    return { eventId: derivedId(event, delivery.body), eventType };
  },
  read: (delivery) => {
    const event = eventIn(delivery);
    const callId = textOf(own(event, 'conversation_uuid')) ?? textOf(own(event, 'uuid'));
    return callId === null ? [] : readEvent(event, callId);
  },
};

/** The body, or the parameters of a GET. */
function eventIn({ body, query }: StoredDelivery): JsonObject {
  return body.length > 0 ? parseJsonObject(body) : Object.fromEntries(new URLSearchParams(query));
}

function typeOf(event: JsonObject): string | null {
  const has = (key: string) => own(event, key) !== undefined;
  if (has('recording_url') || has('recording_uuid')) return 'record';
  const status = textOf(own(event, 'status'));
  if (status) return status;
  if (has('dtmf')) return 'input';
  if (has('conversation_uuid_to')) return 'transfer';
  return has('reason') ? 'error' : null;
}

function readEvent(event: JsonObject, callId: string): CallEvent[] {
  const type = typeOf(event);
  const at = instant(own(event, 'timestamp'));
  // Its own leg being connected says nothing of the call that it makes.
  const isOwnUser = textOf(own(event, 'from_user')) !== null;
  const direction = isOwnUser ? 'outbound' : directionOf(own(event, 'direction'));
  const isInbound = direction === 'inbound';
  const base: CallEvent = {
    ...emptyEvent(callId),
    leg: isOwnUser ? null : (textOf(own(event, 'uuid')) ?? textOf(own(event, 'call_uuid'))),
    direction,
    from: withPlus(own(event, 'from')),
    to: withPlus(own(event, 'to')),
    occurredAt: at,
  };
  if (type === 'started') return [{ ...base, kind: 'started', startedAt: at }];
  if (type === 'ringing') return [{ ...base, kind: 'ringing', startedAt: at }];
  if (isOwnUser && (type === 'answered' || type === 'human')) return [base];
  if (type === 'answered') return [{ ...base, kind: 'answered', weak: isInbound, answeredAt: at }];
  if (type === 'human') return [{ ...base, kind: 'answered' }];
  if (type === 'machine') return [{ ...base, kind: 'machine' }];
  if (type === 'record') return recording(event, base);
  if (type === 'completed') return completed(event, base).slice(0, isOwnUser ? 1 : 2);
  if (notTaken.has(type ?? '')) return [{ ...base, kind: 'missed', weak: !isInbound, endedAt: at }];
  return [base];
}

/** The end of a leg, then whether somebody had picked up. */
function completed(event: JsonObject, base: CallEvent): CallEvent[] {
  const durationSeconds = wholeSeconds(own(event, 'duration'));
  const ended: CallEvent = {
    ...base,
    kind: 'ended',
    startedAt: instant(own(event, 'start_time')),
    endedAt: instant(own(event, 'end_time')) ?? base.occurredAt,
    durationSeconds,
  };
  return durationSeconds
    ? [ended, { ...base, kind: 'answered', weak: base.direction === 'inbound' }]
    : [ended];
}

/** The end of a `record` action; `transcribed` comes later and has only a link that needs the application's key. */
function recording(event: JsonObject, base: CallEvent): CallEvent[] {
  const recordingUrl = textOf(own(event, 'recording_url'));
  if (recordingUrl === null) return [base];
  const startedAt = instant(own(event, 'start_time'));
  const endedAt = instant(own(event, 'end_time'));
  const durationSeconds =
    startedAt === null || endedAt === null ? null : Math.max(0, Math.round((endedAt - startedAt) / 1000));
  // The caller hung up at the beep.
  if (startedAt !== null && startedAt === endedAt) return [base];
  return [
    {
      ...base,
      kind: 'voicemail',
      weak: true,
      startedAt,
      endedAt,
      voicemail: { recordingUrl, transcript: null, durationSeconds },
    },
  ];
}
