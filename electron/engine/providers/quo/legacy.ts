/**
 * Call events of the older API. `status` is "completed" whether or not anybody answered: `answeredAt` and `voicemail` tell
 * (github PipedreamHQ/pipedream components/openphone/sources, published test events).
 */
import { type CallEvent, emptyEvent } from '../../events/call-event.ts';
import { isObject, type JsonObject, own, textOf } from '../../events/json.ts';
import { directionOf, instant, wholeSeconds } from '../common/values.ts';

export function legacyCall(type: string, call: JsonObject, occurredAt: number | null): CallEvent[] {
  // Summaries and transcripts bring a `callId` and nothing that a call is shown with.
  const id = textOf(own(call, 'id')) ?? idWithoutId(call);
  if (!id || own(call, 'object') !== 'call') return [];
  const direction = directionOf(own(call, 'direction'));
  const answeredAt = instant(own(call, 'answeredAt'));
  const base: CallEvent = {
    ...emptyEvent(id),
    direction,
    from: textOf(own(call, 'from')),
    to: textOf(own(call, 'to')),
    occurredAt,
    startedAt: instant(own(call, 'createdAt')),
  };
  // The vendor's sample of a ringing call has the times of its end already.
  if (type === 'call.ringing') return [{ ...base, kind: direction === 'outbound' ? 'started' : 'ringing' }];
  const over: CallEvent = {
    ...base,
    answeredAt,
    endedAt: instant(own(call, 'completedAt')),
    durationSeconds: wholeSeconds(own(call, 'duration')),
  };
  const voicemail = own(call, 'voicemail');
  if (isObject(voicemail) && direction !== 'outbound') {
    const seconds = wholeSeconds(own(voicemail, 'duration'));
    const recordingUrl = textOf(own(voicemail, 'url'));
    return [
      {
        ...over,
        kind: 'voicemail',
        durationSeconds: seconds,
        voicemail: { recordingUrl, transcript: null, durationSeconds: seconds },
      },
    ];
  }
  if (answeredAt !== null) return [{ ...over, kind: 'answered' }];
  if (type !== 'call.completed') return [over];
  return [{ ...over, kind: direction === 'inbound' ? 'missed' : 'ended' }];
}

/** Old versions of the API leave the call's ID out; its conversation and its start tell it from the others. */
function idWithoutId(call: JsonObject): string | null {
  const conversation = textOf(own(call, 'conversationId'));
  const createdAt = textOf(own(call, 'createdAt'));
  return conversation && createdAt && `${conversation}@${createdAt}`;
}
