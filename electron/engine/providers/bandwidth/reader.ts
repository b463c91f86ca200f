/**
 * Bandwidth voice events (github Bandwidth/api-docs site/docs/voice/webhooks/*.mdx). Times without a zone are UTC, durations
 * ISO 8601. Events of a leg that `<Transfer>` opened name the caller's leg in `parentCallId`.
 *
 * `answerTime` of a call that came in says only that BXML was executed; a person is a transferred leg that was answered.
 * There is no voicemail event: a recording is a message if nobody picked up. Its media and transcription need the account's
 * API credentials.
 */
import { type CallEvent, emptyEvent } from '../../events/call-event.ts';
import type { EventReader, StoredDelivery } from '../../events/delivery.ts';
import { derivedId, isObject, type JsonObject, own, parseJsonObject, textOf } from '../../events/json.ts';
import { directionOf, eventIdOf, instant, isoDurationSeconds } from '../common/values.ts';

/** `cause` of a leg that nobody took. */
const notTaken = new Set(['timeout', 'cancel', 'rejected', 'busy']);
/** Values of `machineDetectionResult` (dev.bandwidth.com/docs/voice/webhooks/machineDetectionComplete). */
const machines = new Set(['answering-machine', 'tone-detected']);
const recordings = new Set([
  'recordComplete',
  'recordingComplete',
  'recordingAvailable',
  'transcriptionAvailable',
]);

export const bandwidthReader: EventReader = {
  identify(delivery) {
    const event = eventIn(delivery);
    const text = (key: string) => textOf(own(event, key));
    const eventType = text('eventType');
    const [callId, recordingId] = [text('callId'), text('recordingId')];
    if (eventType === 'recordingAvailable' && recordingId) return { eventId: recordingId, eventType };
    // There is no event ID. A call can be transferred more than once, so the time counts too.
    return {
      eventId:
        callId && eventType
          ? eventIdOf(callId, eventType, recordingId ?? text('eventTime'))
          : derivedId(event, delivery.body),
      eventType,
    };
  },
  read: (delivery) => {
    const event = eventIn(delivery);
    const callId = textOf(own(event, 'parentCallId')) ?? textOf(own(event, 'callId'));
    return callId === null ? [] : readEvent(event, callId);
  },
};

/** The body, or the parameters where Bandwidth was told to use GET. */
const eventIn = ({ body, query }: StoredDelivery): JsonObject =>
  body.length > 0 ? parseJsonObject(body) : Object.fromEntries(new URLSearchParams(query));

function readEvent(event: JsonObject, callId: string): CallEvent[] {
  const text = (key: string) => textOf(own(event, key));
  const time = (key: string) => instant(own(event, key));
  const type = text('eventType') ?? '';
  const isTransferred = text('parentCallId') !== null;
  const base: CallEvent = {
    ...emptyEvent(callId),
    leg: text('callId'),
    // Of a transferred leg it is always "outbound", while numbers are those of the caller's leg.
    direction: isTransferred ? null : directionOf(own(event, 'direction')),
    from: text('from'),
    to: text('to'),
    occurredAt: time('eventTime'),
  };
  if (recordings.has(type)) return [recording(event, base)];
  const answeredAt = time('answerTime');
  switch (type) {
    case 'initiate':
      return [{ ...base, kind: 'started', startedAt: time('startTime') }];
    case 'answer':
      return [{ ...base, kind: 'answered', weak: true, startedAt: time('startTime'), answeredAt }];
    case 'transferAnswer':
      return [{ ...base, kind: 'answered' }];
    case 'transferComplete':
      return [transferred(base, text('cause') ?? '')];
    case 'transferDisconnect':
      return [answeredAt === null ? transferred(base, text('cause') ?? '') : { ...base, kind: 'answered' }];
    // A `<Bridge>` joined two calls until one of them left it; `bridgeComplete` may also say that it could not.
    case 'bridgeTargetComplete':
      return [bridged(base)];
    case 'bridgeComplete':
      return [text('cause') === 'hangup' && !text('errorMessage') ? bridged(base) : base];
    case 'machineDetectionComplete': {
      const result = own(event, 'machineDetectionResult');
      return [
        isObject(result) && machines.has(textOf(own(result, 'value')) ?? '')
          ? { ...base, kind: 'machine' }
          : base,
      ];
    }
    case 'disconnect': {
      const ended: CallEvent = {
        ...base,
        kind: 'ended',
        startedAt: time('startTime'),
        endedAt: time('endTime'),
      };
      return answeredAt === null ? [ended] : [ended, { ...base, kind: 'answered', weak: true, answeredAt }];
    }
    default:
      return [base];
  }
}

/** The other call of a bridge is a person's, whatever machines were tried before. */
const bridged = (base: CallEvent): CallEvent => ({
  ...base,
  kind: 'answered',
  leg: `${base.leg}/bridge`,
  direction: null,
});

/** What became of the legs that a `<Transfer>` opened; `hangup` is the normal end of one that was answered. */
function transferred(base: CallEvent, cause: string): CallEvent {
  if (cause === 'hangup') return { ...base, kind: 'answered' };
  if (!notTaken.has(cause)) return base;
  return { ...base, kind: 'missed', weak: true, leg: `${base.leg}/transfer`, direction: null };
}

function recording(event: JsonObject, base: CallEvent): CallEvent {
  const durationSeconds = isoDurationSeconds(own(event, 'duration'));
  const transcription = own(event, 'transcription');
  // Nothing to listen to: the caller hung up at the beep, or the recording failed.
  if (durationSeconds === 0 || textOf(own(event, 'status')) === 'error') return base;
  return {
    ...base,
    kind: 'voicemail',
    weak: true,
    startedAt: instant(own(event, 'startTime')),
    endedAt: instant(own(event, 'endTime')),
    durationSeconds,
    voicemail: {
      recordingUrl: textOf(own(event, 'mediaUrl')),
      transcript: isObject(transcription) ? textOf(own(transcription, 'text')) : null,
      durationSeconds,
    },
  };
}
