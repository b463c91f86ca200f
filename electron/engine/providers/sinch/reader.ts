/**
 * Sinch Voice callbacks (github sinch/sinch-sdk-node packages/voice/src/models/v1/mod-callbacks): `ice` a call comes in, `ace`
 * the callee picked up, `dice` it is over with a result, `notify` a recording. Only `ice` says that a call came in; the caller
 * is its `cli`, and `from` later. Numbers are as Sinch gives them: E.164 by its documentation, without the plus in its samples.
 *
 * `dice` is ANSWERED also when the application answered with a menu; `ace` is a person, unless answering machine detection
 * says otherwise. There is no voicemail event: a recording is a message if nobody picked up.
 */
import { type CallEvent, emptyEvent } from '../../events/call-event.ts';
import type { EventReader } from '../../events/delivery.ts';
import { derivedId, isObject, type JsonObject, own, parseJsonObject, textOf } from '../../events/json.ts';
import { eventIdOf, instant, wholeSeconds, withPlus } from '../common/values.ts';

const notTaken = new Set(['NOANSWER', 'BUSY', 'FAILED']);

export const sinchReader: EventReader = {
  identify({ body }) {
    const event = parseJsonObject(body);
    const text = (key: string) => textOf(own(event, key));
    const [eventType, callId] = [text('event'), text('callid')];
    // There is no event ID. A menu may ask more than once in a call, so the time counts too.
    return {
      eventId:
        eventType && callId
          ? eventIdOf(callId, eventType, text('type'), text('timestamp'))
          : derivedId(event, body),
      eventType,
    };
  },
  read({ body }) {
    const event = parseJsonObject(body);
    const callId = textOf(own(event, 'callid'));
    return callId === null ? [] : readEvent(event, callId);
  },
};

function readEvent(event: JsonObject, callId: string): CallEvent[] {
  const text = (key: string) => textOf(own(event, key));
  const at = instant(own(event, 'timestamp'));
  const base: CallEvent = {
    ...emptyEvent(callId),
    leg: callId,
    from: withPlus(text('cli') ?? text('from')),
    to:
      inside(event, 'to', 'type') === 'username'
        ? inside(event, 'to', 'endpoint')
        : withPlus(inside(event, 'to', 'endpoint')),
    occurredAt: at,
  };
  switch (text('event')) {
    case 'ice':
      // A call that one of the application's own users places begins with `ice` too.
      return [
        {
          ...base,
          kind: 'started',
          direction: text('originationType') === 'MXP' ? null : 'inbound',
          startedAt: at,
        },
      ];
    case 'ace': {
      // Under the caller's ID as well; who picked up is a leg of its own, and may be the second one that was tried.
      const callee = { ...base, leg: `${callId}/${text('timestamp') ?? 'callee'}` };
      return inside(event, 'amd', 'status') === 'machine'
        ? [{ ...callee, kind: 'machine' }]
        : [{ ...callee, kind: 'answered', answeredAt: at }];
    }
    case 'dice':
      return disconnected(event, { ...base, endedAt: at });
    case 'notify':
      return [recording(event, base)];
    default:
      return [base];
  }
}

function disconnected(event: JsonObject, base: CallEvent): CallEvent[] {
  const result = textOf(own(event, 'result')) ?? '';
  const ended: CallEvent = { ...base, kind: 'ended', durationSeconds: wholeSeconds(own(event, 'duration')) };
  if (result === 'ANSWERED') return [ended, { ...base, kind: 'answered', weak: true }];
  return notTaken.has(result) ? [{ ...ended, kind: 'missed', weak: true }] : [ended];
}

/** `destination` may also be a bucket of the account's own, which is no link. */
function recording(event: JsonObject, base: CallEvent): CallEvent {
  const recordingUrl = textOf(own(event, 'destination'));
  if (textOf(own(event, 'type')) !== 'recording_available') return base;
  const link = recordingUrl && /^https:\/\//i.test(recordingUrl) ? recordingUrl : null;
  return {
    ...base,
    kind: 'voicemail',
    weak: true,
    voicemail: { recordingUrl: link, transcript: null, durationSeconds: null },
  };
}

function inside(event: JsonObject, key: string, innerKey: string): string | null {
  const value = own(event, key);
  return isObject(value) ? textOf(own(value, innerKey)) : null;
}
