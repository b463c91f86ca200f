/**
 * Telnyx call events (github team-telnyx/telnyx-node src/resources/webhooks.ts). They come repeated and out of order, as
 * Telnyx announces (developers.telnyx.com/docs/voice/programmable-voice/receiving-webhooks); a retry keeps `data.id`.
 *
 * All legs of a call share `call_session_id`. Only `call.initiated` tells a direction, and `call.hangup` does not tell
 * whether anybody answered: a miss is an incoming leg that ended without `call.answered`. That event may also be an
 * application that answered by itself; two bridged legs are two people, unless the detection of answering machines says
 * otherwise of one (developers.telnyx.com/docs/voice/programmable-voice/answering-machine-detection; results: telnyx-node
 * src/resources/webhooks.ts). There is no voicemail event: a recording is a
 * message if nobody picked up. Links to recordings expire after ten minutes.
 */
import { type CallEvent, emptyEvent } from '../../events/call-event.ts';
import type { EventReader, StoredDelivery } from '../../events/delivery.ts';
import { derivedId, isObject, type JsonObject, own, parseJsonObject, textOf } from '../../events/json.ts';
import { directionOf, instant } from '../common/values.ts';

/** Why a leg ended that nobody took. `originator_cancel` is weak like the others: an answer elsewhere cancels a ring too. */
const notTaken = new Set([
  'timeout',
  'no_answer',
  'user_busy',
  'call_rejected',
  'not_found',
  'originator_cancel',
]);

/** Results of the detection of answering machines, plain and premium, and of the end of a machine's greeting. */
const machines = new Set(['machine', 'fax_detected', 'beep_detected']);
const machineEvent = /^call\.machine\.(premium\.)?(detection|greeting)\.ended$/;

export const telnyxReader: EventReader = {
  identify({ body }) {
    const envelope = parseJsonObject(body);
    const data = objectAt(envelope, 'data');
    return {
      eventId: textOf(own(data, 'id')) ?? derivedId(envelope, body),
      eventType: textOf(own(data, 'event_type')),
    };
  },
  read: ({ body }: StoredDelivery) => telnyxEvents(objectAt(parseJsonObject(body), 'data')),
};

/** @param data `event_type`, `occurred_at` and `payload`. */
export function telnyxEvents(data: JsonObject): CallEvent[] {
  const payload = objectAt(data, 'payload');
  const callId = textOf(own(payload, 'call_session_id')) ?? textOf(own(payload, 'call_leg_id'));
  return callId === null ? [] : [eventOf(data, payload, callId)];
}

function eventOf(data: JsonObject, payload: JsonObject, callId: string): CallEvent {
  const text = (key: string) => textOf(own(payload, key));
  const at = instant(own(data, 'occurred_at'));
  const base: CallEvent = {
    ...emptyEvent(callId),
    leg: text('call_leg_id'),
    direction: directionOf(own(payload, 'direction')),
    from: text('from'),
    to: text('to'),
    callerName: callerName(text('caller_id_name'), text('from')),
    occurredAt: at,
    startedAt: instant(own(payload, 'start_time')),
  };
  const type = textOf(own(data, 'event_type')) ?? '';
  if (machineEvent.test(type) && machines.has(text('result') ?? '')) return { ...base, kind: 'machine' };
  switch (type) {
    case 'call.initiated':
      return { ...base, kind: 'started', startedAt: base.startedAt ?? at };
    case 'call.answered':
      return { ...base, kind: 'answered', weak: true, answeredAt: at };
    case 'call.bridged':
      return { ...base, kind: 'answered' };
    case 'call.hangup': {
      const endedAt = instant(own(payload, 'end_time')) ?? at;
      return notTaken.has(text('hangup_cause') ?? '')
        ? { ...base, kind: 'missed', weak: true, endedAt }
        : { ...base, kind: 'ended', endedAt };
    }
    // "call.left_queue" in older versions of the vendor's types.
    case 'call.dequeued':
    case 'call.left_queue':
      return leftQueue(base, text('reason'));
    case 'call.recording.saved':
      return recording(base, payload);
    case 'call.recording.transcription.saved':
      return message(base, {
        recordingUrl: null,
        transcript: text('transcription_text'),
        durationSeconds: null,
      });
    default:
      return base;
  }
}

/** How a caller left a queue (telnyx-node src/resources/webhooks.ts, CallLeftQueue); the leg itself goes on. */
function leftQueue(base: CallEvent, reason: string | null): CallEvent {
  const queue = `${base.leg}/queue`;
  if (reason === 'bridged' || reason === 'bridging-in-process')
    return { ...base, kind: 'answered', leg: queue, direction: null };
  // `leave` says only that the application took the caller out of it, to wherever.
  const isVain = reason === 'hangup' || reason === 'timeout';
  return isVain ? { ...base, kind: 'missed', weak: true, leg: queue } : base;
}

const message = (base: CallEvent, voicemail: NonNullable<CallEvent['voicemail']>): CallEvent => ({
  ...base,
  kind: 'voicemail',
  weak: true,
  durationSeconds: voicemail.durationSeconds,
  voicemail,
});

function recording(base: CallEvent, payload: JsonObject): CallEvent {
  const startedAt = instant(own(payload, 'recording_started_at'));
  const endedAt = instant(own(payload, 'recording_ended_at'));
  const urls = objectAt(payload, 'recording_urls');
  // The caller hung up at the beep.
  if (startedAt !== null && startedAt === endedAt) return base;
  return message(
    { ...base, startedAt, endedAt },
    {
      recordingUrl: textOf(own(urls, 'mp3')) ?? textOf(own(urls, 'wav')),
      transcript: null,
      durationSeconds:
        startedAt === null || endedAt === null ? null : Math.max(0, Math.round((endedAt - startedAt) / 1000)),
    },
  );
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = own(object, key);
  return isObject(value) ? value : {};
}

/** Telnyx repeats the number where the caller has no name. */
const callerName = (name: string | null, from: string | null): string | null => (name === from ? null : name);
