/**
 * Zoom Phone's events (names and fields: github zoom/rivet-javascript phone/phone.mjs and its types; samples: github
 * elastic/integrations packages/zoom). `phone.callee_*` is the called side, `phone.caller_*` the calling one; the events of
 * every handset that rings carry the same `call_id`. Zoom gives no event ID.
 *
 * A call between extensions is told from both sides under one `call_id` where both are subscribed to (the samples' call
 * from 10803 to 10800). It is then the caller's, a call out that is no miss of the account's; told from the called side
 * alone, it is a call that came in.
 */
import { createHash } from 'node:crypto';
import { type CallEvent, emptyEvent } from '../../events/call-event.ts';
import type { EventReader } from '../../events/delivery.ts';
import { canonicalJson, isObject, type JsonObject, own, parseJsonObject, textOf } from '../../events/json.ts';
import { eventIdOf, instant, unixTime, wholeSeconds } from '../common/values.ts';
import { historyEvents } from './history.ts';
import { isOurs, isPerson, tookElsewhere } from './outcome.ts';

export const zoomReader: EventReader = {
  identify(delivery) {
    const event = parseJsonObject(delivery.body);
    const name = textOf(own(event, 'event'));
    const payload = own(event, 'payload');
    const object = objectOf(event);
    const id = object && textOf(own(object, 'id'));
    if (name === 'phone.voicemail_received' && id) return { eventId: id, eventType: name };
    // `event_ts` is left out: whether a repeated delivery keeps it is not told.
    const content = createHash('sha256').update(canonicalJson(payload) ?? delivery.body);
    const callId = object && textOf(own(object, 'call_id'));
    return { eventId: eventIdOf(name, callId, content.digest('hex')), eventType: name };
  },
  read(delivery) {
    const event = parseJsonObject(delivery.body);
    const name = textOf(own(event, 'event'))?.replace(/^phone\./, '') ?? '';
    const object = objectOf(event);
    if (!object) return [];
    const occurredAt = unixTime(own(event, 'event_ts'), 1);
    if (name.startsWith('voicemail_')) return voicemail(name, object, occurredAt);
    if (/_call_(log|history|element)_completed$/.test(name)) return historyEvents(object);
    const side = /^(callee|caller)_(\w+)$/.exec(name);
    return side ? leg(side[1] === 'callee', side[2] ?? '', object, occurredAt) : [];
  },
};

function objectOf(event: JsonObject): JsonObject | null {
  const payload = own(event, 'payload');
  const object = isObject(payload) ? own(payload, 'object') : undefined;
  return isObject(object) ? object : null;
}

function leg(isCallee: boolean, what: string, object: JsonObject, eventTime: number | null): CallEvent[] {
  const callId = textOf(own(object, 'call_id'));
  if (!callId) return [];
  const startedAt = instant(own(object, 'ringing_start_time'));
  // `connected_start_time` is no answer: a greeting or a menu sets it as well.
  const answeredAt = instant(own(object, 'answer_start_time'));
  const isOurCall = isOurs(own(object, 'caller'));
  const endedAt = instant(own(object, 'call_end_time'));
  const base: CallEvent = {
    ...emptyEvent(callId),
    direction: directionOf(isCallee, isOurCall, isOurs(own(object, 'callee'))),
    from: numberOf(own(object, 'caller')),
    to: numberOf(own(object, 'callee')),
    callerName: nameOf(own(object, 'caller')),
    occurredAt: eventTime ?? endedAt ?? answeredAt ?? startedAt,
    startedAt,
    endedAt,
  };
  const callee = own(object, 'callee');
  const answered: CallEvent = {
    ...base,
    kind: 'answered',
    weak: isCallee && isObject(callee) && !isPerson(textOf(own(callee, 'extension_type'))),
    answeredAt,
  };
  const result = textOf(own(object, 'handup_result'));
  switch (what) {
    case 'ringing':
      return [{ ...base, kind: isCallee ? 'ringing' : 'started' }];
    case 'answered':
    case 'connected':
      return [answered];
    case 'missed':
    case 'rejected':
      // One handset's leg: a colleague, or the same person elsewhere, may have picked up.
      if (tookElsewhere(result)) return [{ ...base, kind: 'answered' }];
      return [{ ...base, kind: isCallee ? 'missed' : 'ended' }];
    case 'ended':
      if (answeredAt !== null || result?.toLowerCase() === 'call connected') return [answered];
      if (tookElsewhere(result)) return [{ ...base, kind: 'answered' }];
      return [{ ...base, kind: isCallee && (result !== null || isOurCall) ? 'missed' : 'ended' }];
    default:
      return [base];
  }
}

function directionOf(isCallee: boolean, isFromUs: boolean, isToUs: boolean): CallEvent['direction'] {
  if (isCallee) return isFromUs ? null : 'inbound';
  // The caller's events come of callers from outside as well (the samples' `caller_ended`).
  return isToUs && !isFromUs ? null : 'outbound';
}

/** `voicemail_received`, its twin for those who share the mailbox, and `voicemail_transcript_completed`. */
function voicemail(name: string, object: JsonObject, eventTime: number | null): CallEvent[] {
  const isTranscript = name === 'voicemail_transcript_completed';
  if (!isTranscript && !name.startsWith('voicemail_received')) return [];
  const text = (key: string) => textOf(own(object, key));
  // Older events name the message only.
  const named = text('call_id');
  const callId = named ?? text('id');
  if (!callId) return [];
  const transcription = own(object, 'transcription');
  const seconds = wholeSeconds(own(object, 'duration'));
  const leftAt = instant(own(object, 'date_time'));
  return [
    {
      ...emptyEvent(callId),
      ...(named === null ? { isMessageId: true } : {}),
      kind: 'voicemail',
      direction: 'inbound',
      from: text('caller_number'),
      to: text('callee_number'),
      callerName: text('caller_name'),
      occurredAt: eventTime ?? leftAt,
      startedAt: leftAt,
      durationSeconds: seconds,
      voicemail: {
        recordingUrl: text('download_url'),
        transcript: isObject(transcription) ? textOf(own(transcription, 'content')) : null,
        durationSeconds: seconds,
      },
    },
  ];
}

/** An extension has a number of its own only sometimes. */
const numberOf = (party: unknown): string | null =>
  isObject(party) ? (textOf(own(party, 'phone_number')) ?? textOf(own(party, 'extension_number'))) : null;
const nameOf = (party: unknown): string | null => (isObject(party) ? textOf(own(party, 'name')) : null);
