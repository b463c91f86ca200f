/**
 * `callee_call_log_completed` (until May 2026), `callee_call_history_completed` and `callee_call_element_completed`, and their
 * `caller_` twins: what Zoom wrote into its own call log, one entry a leg (types: github zoom/rivet-javascript
 * phone/phone.d.ts; the third one's fields are taken to be the second one's, unconfirmed).
 */
import { type CallEvent, type CallEventKind, emptyEvent } from '../../events/call-event.ts';
import { isObject, type JsonObject, own, textOf } from '../../events/json.ts';
import { directionOf, instant, wholeSeconds } from '../common/values.ts';
import { isPerson, tookElsewhere } from './outcome.ts';

const answered = new Set(['answered', 'accepted', 'picked_up', 'connected', 'succeeded', 'call connected']);
/** `voicemail` is a call that went there; whether a message was left is told by `voicemail_received`. */
const missed = new Set([
  'missed',
  'no_answer',
  'no answer',
  'ring_timeout',
  'busy',
  'rejected',
  'canceled',
  'call cancel',
  'abandoned',
  'unconnected',
  'voicemail',
]);

export function historyEvents(object: JsonObject): CallEvent[] {
  const list = own(object, 'call_logs') ?? own(object, 'call_elements');
  return Array.isArray(list) ? list.flatMap((entry) => (isObject(entry) ? zoomHistoryEntry(entry) : [])) : [];
}

/** What an entry of the call log says, from an event or from the vendor's list. */
export function zoomHistoryEntry(entry: JsonObject): CallEvent[] {
  const text = (...keys: readonly string[]): string | null => {
    for (const key of keys) {
      const value = textOf(own(entry, key));
      if (value !== null) return value;
    }
    return null;
  };
  const direction = directionOf(own(entry, 'direction'));
  const startedAt = instant(text('start_time', 'date_time'));
  const endedAt = instant(text('end_time', 'call_end_time'));
  // `connect_type` of the call history, `caller_number_type` 1 of the older call log.
  const isInternal = text('connect_type') === 'internal' || text('caller_number_type') === '1';
  const kind = kindOf(text('result', 'call_result'), text('result_reason'), direction);
  const named = text('call_id');
  // Older entries name themselves only. Nobody may miss a miss, so it is the same number's call of that time, or one of its own.
  const callId = named ?? (kind === 'missed' ? text('id') : null);
  if (!callId) return [];
  return [
    {
      ...emptyEvent(callId),
      ...(named === null ? { isMessageId: true } : {}),
      kind,
      weak: kind === 'answered' && !isPerson(text('callee_ext_type')),
      // Told from both sides, it is the caller's call.
      direction: isInternal && direction === 'inbound' ? null : direction,
      from: text('caller_did_number', 'caller_number', 'caller_ext_number'),
      to: text('callee_did_number', 'callee_number', 'callee_ext_number'),
      callerName: text('caller_name'),
      occurredAt: endedAt ?? startedAt,
      startedAt,
      answeredAt: kind === 'answered' ? instant(text('answer_time', 'answer_start_time')) : null,
      endedAt,
      durationSeconds: kind === 'answered' ? wholeSeconds(text('talk_time', 'duration')) : null,
    },
  ];
}

function kindOf(
  result: string | null,
  reason: string | null,
  direction: CallEvent['direction'],
): CallEventKind {
  const word = result?.toLowerCase() ?? '';
  if (answered.has(word)) return 'answered';
  if (direction !== 'inbound' || tookElsewhere(reason) || tookElsewhere(word)) return 'info';
  return missed.has(word) ? 'missed' : 'info';
}
