/**
 * What Twilio, and those compatible with it, send: status callbacks, `<Dial action>` requests, `<Record>` and
 * transcription callbacks (twilio.com/docs/voice/api/call-resource#statuscallback, .../twiml/dial#action, .../twiml/record).
 */

import { type CallEvent, emptyEvent } from '../../events/call-event.ts';
import { type EventReader, MalformedDelivery, type StoredDelivery } from '../../events/delivery.ts';
import { derivedId, isObject, parseJson, textOf } from '../../events/json.ts';
import { isJsonType } from '../../util/media-types.ts';
import { type Form, parseForm } from '../common/form.ts';
import { dialledNumber, isOwnPhone } from './own-phone.ts';
import { directionOf, time } from './values.ts';

/** Results of an `<Enqueue>` that nobody took (twilio.com/docs/voice/twiml/enqueue#attributes-action). */
const leftQueue = new Set(['hangup', 'queue-full', 'leave', 'error', 'system-error']);
/** What the detection of answering machines says of one (twilio.com/docs/voice/answering-machine-detection). */
const isMachine = (answeredBy: string | null): boolean => /^(machine|fax)/.test(answeredBy ?? '');

/** CallStatus and DialCallStatus of a call that nobody took. */
const notAnswered = new Set(['no-answer', 'busy', 'canceled', 'failed']);

/** Recordings of conversations; the others (`RecordVerb`, or none told) are messages left on the voicemail. */
const conversationRecordings = new Set([
  'DialVerb',
  'Conference',
  'OutboundAPI',
  'Trunking',
  'StartCallRecordingAPI',
  'StartCallRecordingTwiML',
  'StartConferenceRecordingAPI',
]);

/**
 * Parameters of the `action` requests of <Enqueue>, <Leave>, <Dial><Queue>, <Gather>, <Refer>, <Pay>, <Conference> and streams
 * (twilio.com/docs/voice/twiml). They come with the call's status, which other requests of the call have as well.
 */
const resultFields = [
  ...['QueueResult', 'QueueSid', 'DequeueResult', 'DequeuedCallSid', 'DequeingCallSid', 'DialBridged'],
  ...['Digits', 'FinishedOnKey', 'SpeechResult', 'ReferCallStatus', 'ReferSipResponseCode', 'Result'],
  ...['ConferenceSid', 'StatusCallbackEvent', 'ParticipantLabel', 'StreamSid', 'StreamEvent', 'Reason'],
];

/** `in-progress` (it begins), `absent` (too short, or silent) and `failed` have nothing to listen to (twilio.com/docs/voice/twiml/record). */
const isRecorded = (status: string | null): boolean => status === null || status === 'completed';

type Field = (name: string) => string | null;

export const twimlReader: EventReader = {
  identify(delivery) {
    const field = fieldsOf(delivery);
    const callSid = field('CallSid');
    const eventType = typeOf(field);
    const transcription = field('TranscriptionSid');
    if (transcription) return { eventId: transcription, eventType };
    // Twilio sends no event ID otherwise; the same callback repeated has the same of all these.
    const parts = [
      callSid,
      field('RecordingSid') ?? field('DialCallSid'),
      field('RecordingStatus') ?? field('DialCallStatus'),
      // The result of an asynchronous detection comes without a status.
      field('CallStatus') ?? field('AnsweredBy'),
      field('SequenceNumber'),
    ];
    // What has no ID of its own is told from the call's other callbacks by its content: a recording, a text, what a verb brought.
    const content = [
      field('RecordingSid') ? null : field('RecordingUrl'),
      field('TranscriptionText'),
      ...resultFields.map(field),
    ];
    const isOther = content.some((part) => part !== null);
    const suffix = isOther ? [derivedId(null, Buffer.from(JSON.stringify(content)))] : [];
    if (callSid) return { eventId: [...parts.map((part) => part ?? ''), ...suffix].join(':'), eventType };
    return {
      eventId: derivedId(null, Buffer.concat([Buffer.from(`${delivery.query}\n`), delivery.body])),
      eventType,
    };
  },
  read(delivery) {
    const field = fieldsOf(delivery);
    const callSid = field('CallSid');
    if (!callSid) return [];
    const parent = field('ParentCallSid');
    return parent ? [childLeg(field, parent, callSid)] : call(field, callSid);
  },
};

function call(field: Field, callSid: string): CallEvent[] {
  const status = field('CallStatus');
  const dialStatus = field('DialCallStatus');
  const from = field('From') ?? field('Caller');
  const to = field('To') ?? field('Called');
  const isOwn = isOwnPhone(from, to);
  const direction = isOwn ? 'outbound' : directionOf(field('Direction'));
  const at = time(field('Timestamp'));
  const isOver = status === 'completed' || notAnswered.has(status ?? '');
  const recording = recordingOf(field);
  const base: CallEvent = {
    ...emptyEvent(callSid),
    // The leg of an own phone is neither dialled nor the caller's: that it was picked up says nothing.
    leg: isOwn ? null : callSid,
    direction,
    from,
    to: isOwn ? dialledNumber(to) : to,
    callerName: field('CallerName'),
    occurredAt: at,
    endedAt: isOver ? at : null,
    // CallDuration is in seconds; Duration beside it is in billed minutes.
    durationSeconds: seconds(field('CallDuration')),
  };
  const unanswered: CallEvent = { ...base, kind: 'missed', weak: direction === 'outbound' };
  if (dialStatus) {
    if (notAnswered.has(dialStatus)) return [unanswered];
    const durationSeconds = seconds(field('DialCallDuration')) ?? base.durationSeconds;
    // A phone that was picked up without being put through to the caller.
    if (field('DialBridged') === 'false') return [{ ...unanswered, durationSeconds }];
    return [{ ...base, durationSeconds }, joined(base, field('DialCallSid') ?? `${callSid}/dial`)];
  }
  // Of an outbound call, or with a <Dial>, a recording is of the conversation.
  if (recording && direction !== 'outbound')
    return [{ ...base, kind: 'voicemail', weak: !isMessage(field), voicemail: recording }];
  const queueResult = field('QueueResult');
  if (queueResult && leftQueue.has(queueResult)) return [unanswered];
  if (queueResult === 'bridged') return [base, joined(base, `${callSid}/queue`)];
  if (status === 'queued' || status === 'initiated') return [{ ...base, kind: 'started' }];
  if (status === 'ringing') return [{ ...base, kind: 'ringing', startedAt: at }];
  // TwiML that answers with a menu or a greeting is "in-progress" and "completed" as well: weak evidence for a person.
  const answered: CallEvent = isMachine(field('AnsweredBy'))
    ? { ...base, kind: 'machine' }
    : { ...base, kind: 'answered', weak: true };
  // "answered" is TeXML's word (developers.telnyx.com, TeXML callbacks).
  if (status === 'in-progress' || status === 'answered' || (status === null && answered.kind === 'machine'))
    return [answered];
  if (status === 'completed') return [{ ...base, kind: 'ended' }, answered];
  return notAnswered.has(status ?? '') ? [unanswered] : [base];
}

/** Somebody was put through to the caller; `leg` is whoever it was, which may turn out to be a machine. */
const joined = ({ providerCallId, occurredAt }: CallEvent, leg: string): CallEvent => ({
  ...emptyEvent(providerCallId),
  leg,
  occurredAt,
  kind: 'answered',
});

/** A leg that `<Dial>` opened: it tells of its parent only whether somebody picked up. */
function childLeg(field: Field, parent: string, leg: string): CallEvent {
  const status = field('CallStatus');
  const at = time(field('Timestamp'));
  const base: CallEvent = { ...emptyEvent(parent), leg, occurredAt: at };
  if (notAnswered.has(status ?? '')) return { ...base, kind: 'missed', weak: true };
  if (isMachine(field('AnsweredBy'))) return { ...base, kind: 'machine' };
  if (status !== 'in-progress' && status !== 'completed') return base;
  return { ...base, kind: 'answered', answeredAt: status === 'in-progress' ? at : null };
}

function recordingOf(field: Field): CallEvent['voicemail'] {
  const transcript = field('TranscriptionText');
  const isAudible = isRecorded(field('RecordingStatus')) && field('RecordingDuration') !== '0';
  const recordingUrl = isAudible ? field('RecordingUrl') : null;
  if (transcript === null && recordingUrl === null) return null;
  if (conversationRecordings.has(field('RecordingSource') ?? '')) return null;
  return { recordingUrl, transcript, durationSeconds: seconds(field('RecordingDuration')) };
}

/** Known to be left after a greeting; other recordings are messages only where nobody picked up. */
const isMessage = (field: Field): boolean =>
  field('RecordingSource') === 'RecordVerb' || field('TranscriptionText') !== null;

function typeOf(field: Field): string | null {
  if (field('TranscriptionSid')) return `transcription.${field('TranscriptionStatus') ?? 'unknown'}`;
  if (field('RecordingSid')) return `recording.${field('RecordingStatus') ?? 'completed'}`;
  if (field('DialCallStatus')) return `dial.${field('DialCallStatus')}`;
  const status = field('CallStatus');
  return status && `call.${status}`;
}

/** The parameters of the body, or of the query where Twilio was told to use GET; the first of a repeated one. */
function fieldsOf(delivery: StoredDelivery): Field {
  if (delivery.contentType && isJsonType(delivery.contentType) && delivery.body.length > 0) {
    const value = parseJson(delivery.body);
    return (name) => (isObject(value) && Object.hasOwn(value, name) ? textOf(value[name]) : null);
  }
  const form: Form | null = parseForm(delivery.body.length > 0 ? delivery.body : delivery.query);
  if (!form) throw new MalformedDelivery('The form has too many parameters.');
  return (name) => form.get(name)?.[0] || null;
}

const seconds = (text: string | null): number | null =>
  text !== null && /^\d+$/.test(text) ? Number(text) : null;
