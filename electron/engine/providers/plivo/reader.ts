/**
 * Plivo's requests to hangup, action, callback and transcription URLs (docs.plivo.com/docs/voice/xml/request,
 * .../xml/request/call-status, .../use-cases/dial-status-reporting, .../xml/record). Numbers have their country code and no
 * plus sign.
 *
 * `completed` of an inbound call says only that the application picked up; a person is a `<Dial>` that was answered. There is
 * no voicemail event: a recording is a message if nobody picked up. That times without a zone are UTC is unconfirmed.
 *
 * A call that a SIP endpoint of the account places is `inbound` to the application, as only calls of the API are `outbound`
 * (docs.plivo.com/docs/voice/xml/request); its `From` is then the endpoint's address at phone.plivo.com.
 */
import { type CallEvent, emptyEvent } from '../../events/call-event.ts';
import { type EventReader, MalformedDelivery, type StoredDelivery } from '../../events/delivery.ts';
import { derivedId } from '../../events/json.ts';
import { parseForm } from '../common/form.ts';
import { directionOf, eventIdOf, instant, wholeSeconds, withPlus } from '../common/values.ts';
import { dialledLeg } from './dial.ts';

/** CallStatus and DialStatus of a call that nobody took. */
const notTaken = new Set(['no-answer', 'busy', 'cancel', 'timeout', 'failed', 'rejected']);

/** An endpoint of Plivo's own registrar, with or without `sip:`. */
const endpoint = /^(sips?:)?[^@\s]+@phone\.plivo\.com\b/i;

type Field = (name: string) => string | null;

export const plivoReader: EventReader = {
  identify(delivery) {
    const field = fieldsOf(delivery);
    const eventType = typeOf(field);
    const callId = callIdOf(field);
    // Plivo sends no event ID; the same request repeated has the same of all these, and another nonce.
    const details = [
      ...['CallStatus', 'DialBLegUUID', 'DialStatus', 'RecordingID', 'recording_id', 'RecordingDuration'],
      ...['Digits', 'Speech', 'ConferenceAction'],
    ].map(field);
    const eventId =
      callId === null
        ? derivedId(null, Buffer.concat([Buffer.from(`${delivery.query}\n`), delivery.body]))
        : eventIdOf(callId, eventType, ...details);
    return { eventId, eventType };
  },
  read(delivery) {
    const field = fieldsOf(delivery);
    const callId = callIdOf(field);
    return callId === null ? [] : readEvent(field, callId);
  },
};

/** The parameters of the body, or of the query where Plivo was told to use GET; the first of a repeated one. */
function fieldsOf({ body, query }: StoredDelivery): Field {
  const form = parseForm(body.length > 0 ? body : query);
  if (!form) throw new MalformedDelivery('The form has too many parameters.');
  return (name) => form.get(name)?.[0] || null;
}

const callIdOf = (field: Field): string | null => field('CallUUID') ?? field('call_uuid');

function typeOf(field: Field): string | null {
  if (field('transcription')) return 'transcription';
  if (field('RecordUrl')) return 'record';
  if (field('DialAction')) return `dial.${field('DialAction')}`;
  if (field('DialStatus')) return 'dial';
  return field('Event') ?? field('CallStatus');
}

function readEvent(field: Field, callId: string): CallEvent[] {
  const isEndpoint = endpoint.test(field('From') ?? '');
  const direction = isEndpoint ? 'outbound' : directionOf(field('Direction'));
  const base: CallEvent = {
    ...emptyEvent(callId),
    // The leg of an endpoint that dials out is neither dialled nor the caller's: that it was picked up says nothing.
    leg: isEndpoint ? null : callId,
    direction,
    from: withPlus(field('From')),
    to: withPlus(field('To')),
    callerName: field('CallerName'),
    startedAt: instant(field('StartTime')),
    answeredAt: null,
    endedAt: instant(field('EndTime')),
  };
  const voicemail = messageIn(field);
  if (voicemail) return [{ ...base, kind: 'voicemail', weak: true, voicemail }];
  if (field('DialAction')) return [dialledLeg(field, base)];
  // Of calls that the API makes only (docs.plivo.com/docs/voice/api/call/machine-detection).
  if (field('Machine') === 'true') return [{ ...base, kind: 'machine' }];
  const unanswered: CallEvent = { ...base, kind: 'missed', weak: direction === 'outbound' };
  const dialStatus = field('DialStatus');
  if (dialStatus === 'completed') return [{ ...base, kind: 'answered' }];
  if (dialStatus) return notTaken.has(dialStatus) ? [unanswered] : [base];
  const status = field('CallStatus');
  if (status === 'ringing') return [{ ...base, kind: 'ringing' }];
  if (status === 'completed') return completed(field, base);
  const durationSeconds = wholeSeconds(field('Duration'));
  if (notTaken.has(status ?? '')) return [{ ...unanswered, durationSeconds }];
  // The words for a call that is over are not listed anywhere: what they say counts less than that it is.
  return field('Event') === 'Hangup' ? [{ ...base, kind: 'ended', durationSeconds }] : [base];
}

function completed(field: Field, base: CallEvent): CallEvent[] {
  const durationSeconds = wholeSeconds(field('Duration'));
  const ended: CallEvent = { ...base, kind: 'ended', durationSeconds };
  const answeredAt = instant(field('AnswerTime'));
  return answeredAt === null && durationSeconds === 0
    ? [ended]
    : [ended, { ...base, kind: 'answered', weak: true, answeredAt }];
}

function messageIn(field: Field): CallEvent['voicemail'] {
  const transcript = field('transcription');
  if (transcript)
    return {
      recordingUrl: field('recording_url'),
      transcript,
      durationSeconds: wholeSeconds(field('duration')),
    };
  const recordingUrl = field('RecordUrl');
  // Its start is told with the duration -1 (github plivo/plivo-java issue 36), a caller who hung up at the beep with 0 (plivo-node 31).
  const isRecorded = !/^(?:-\d+|0+)(?:\.0*)?$/.test(field('RecordingDuration') ?? '');
  return recordingUrl && isRecorded
    ? { recordingUrl, transcript: null, durationSeconds: wholeSeconds(field('RecordingDuration')) }
    : null;
}
