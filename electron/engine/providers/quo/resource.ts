/**
 * Call events of the 2026-03-30 API. `call.missed` has little more than the call's ID and is sent for incoming calls only;
 * `call.answered` of an outgoing call may be the other side's voicemail; the numbers are in the context
 * (quo.com/docs/2026-03-30/webhooks-event-payloads).
 */
import { type CallEvent, emptyEvent } from '../../events/call-event.ts';
import { atPath, type JsonObject, own, textOf } from '../../events/json.ts';
import { directionOf, instant, wholeSeconds } from '../common/values.ts';

/** Events that never go with an outgoing call. */
const incomingOnly = new Set([
  'call.missed',
  'call.voicemail.completed',
  'call.forwarded',
  'call.menu.selected',
]);

/** Final statuses of a call that somebody took; `answeredAt` is optional beside them. */
const answeredStatuses = new Set(['answered', 'in-progress']);

export function resourceCall(
  type: string,
  resource: JsonObject,
  context: unknown,
  occurredAt: number | null,
): CallEvent[] {
  const id = textOf(own(resource, 'callId')) ?? textOf(own(resource, 'id'));
  // Summaries and transcripts of conversations tell nothing that a call is shown with.
  if (!id || type === 'call.summary.completed' || type === 'call.transcript.completed') return [];
  const direction = directionOf(own(resource, 'direction')) ?? (incomingOnly.has(type) ? 'inbound' : null);
  const external = textOf(atPath(context, 'participants.external.0'));
  const workspace = textOf(atPath(context, 'participants.workspace.0'));
  const answeredAt = instant(own(resource, 'answeredAt'));
  return [
    {
      ...emptyEvent(id),
      ...outcomeOf(type, resource, direction),
      direction,
      from: textOf(own(resource, 'from')) ?? (direction === 'outbound' ? workspace : external),
      to: textOf(own(resource, 'to')) ?? (direction === 'outbound' ? external : workspace),
      occurredAt,
      startedAt: instant(own(resource, 'createdAt')),
      answeredAt,
      endedAt: instant(own(resource, 'completedAt')),
      durationSeconds: wholeSeconds(own(resource, 'duration')),
    },
  ];
}

function outcomeOf(
  type: string,
  resource: JsonObject,
  direction: CallEvent['direction'],
): Pick<CallEvent, 'kind' | 'weak' | 'voicemail'> {
  const plain = (kind: CallEvent['kind'], weak = false) => ({ kind, weak, voicemail: null });
  const isAnswered =
    instant(own(resource, 'answeredAt')) !== null ||
    answeredStatuses.has(textOf(own(resource, 'status'))?.toLowerCase() ?? '');
  switch (type) {
    case 'call.ringing':
      return plain(direction === 'outbound' ? 'started' : 'ringing');
    case 'call.answered':
      return plain('answered', textOf(own(resource, 'answeredByUserId')) === null);
    case 'call.missed':
      return plain('missed');
    case 'call.voicemail.completed':
      return {
        kind: 'voicemail',
        weak: false,
        voicemail: {
          recordingUrl: textOf(own(resource, 'recordingUrl')),
          transcript: textOf(own(resource, 'transcript')),
          durationSeconds: wholeSeconds(own(resource, 'duration')),
        },
      };
    case 'call.completed':
      if (own(resource, 'hasVoicemail') === true && direction !== 'outbound')
        return {
          kind: 'voicemail',
          weak: false,
          voicemail: { recordingUrl: null, transcript: null, durationSeconds: null },
        };
      return plain(isAnswered ? 'answered' : direction === 'outbound' ? 'ended' : 'missed');
    case 'call.recording.completed':
      return plain(isAnswered ? 'answered' : 'info');
    default:
      return plain('info');
  }
}
