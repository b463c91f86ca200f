/** Calls as rows of the table, and their conversion to the contract's `Call`. */
import type { Call } from '#shared/contract/calls.ts';
import { comparisonKey } from '#shared/format/comparison-key.ts';
import { dayMs, iso, isoOrNull } from '#shared/util/instant.ts';
import type { FoldedCall } from './fold.ts';
import { isReached } from './reached.ts';

export interface CallRow {
  id: number;
  source_id: string;
  provider: string;
  provider_call_id: string;
  contact_key: string;
  sort_at: number;
  direction: Call['direction'];
  from_number: string | null;
  to_number: string | null;
  caller_name: string | null;
  started_at: number | null;
  answered_at: number | null;
  ended_at: number | null;
  duration_seconds: number | null;
  outcome: Call['outcome'];
  /** Whether it was a talk with the other party; see `reached.ts`. */
  reached: 0 | 1;
  voicemail: string | null;
  first_received_at: number;
  follow_up_id: number | null;
  found_later: 0 | 1;
  is_test: 0 | 1;
}

/** @param knownName the caller's name where the call itself tells none; see `names.ts`. */
export const toCall = (row: CallRow, knownName: string | null): Call => ({
  id: String(row.id),
  sourceId: row.source_id,
  provider: row.provider,
  providerCallId: row.provider_call_id,
  direction: row.direction,
  from: row.from_number,
  to: row.to_number,
  callerName: row.caller_name ?? knownName,
  at: iso(row.sort_at),
  startedAt: isoOrNull(row.started_at),
  answeredAt: isoOrNull(row.answered_at),
  endedAt: isoOrNull(row.ended_at),
  durationSeconds: row.duration_seconds,
  outcome: row.outcome,
  voicemail: row.voicemail === null ? null : (JSON.parse(row.voicemail) as Call['voicemail']),
  foundLater: row.found_later === 1,
  isTest: row.is_test === 1,
});

/** The contact of a call by its numbers; null where the other party's is withheld. */
export function foldedContact({
  direction,
  from,
  to,
}: Pick<FoldedCall, 'direction' | 'from' | 'to'>): string | null {
  const other = direction === 'inbound' ? from : to;
  return other === null ? null : comparisonKey(other);
}

/**
 * The columns that follow from the fold of a call's events. `contact_key` is null where the number is withheld.
 * @param talkSeconds how long an answered outbound call must last to count as a talk.
 */
export function foldedColumns(call: FoldedCall, firstReceivedAt: number, talkSeconds: number) {
  return {
    contact_key: foldedContact(call),
    // A time far in the future is a mistake. It would keep the call on top of every list.
    sort_at: Math.min(
      // A retry may come days after its call: when the vendor made the event says more than when it came.
      call.startedAt ?? call.answeredAt ?? call.endedAt ?? call.occurredAt ?? firstReceivedAt,
      firstReceivedAt + dayMs,
    ),
    direction: call.direction,
    from_number: call.from,
    to_number: call.to,
    caller_name: call.callerName,
    started_at: call.startedAt,
    answered_at: call.answeredAt,
    ended_at: call.endedAt,
    duration_seconds: call.durationSeconds,
    outcome: call.outcome,
    reached: isReached(call, talkSeconds) ? (1 as const) : (0 as const),
    voicemail: call.voicemail && JSON.stringify(call.voicemail),
    found_later: call.foundLater ? (1 as const) : (0 as const),
  };
}
