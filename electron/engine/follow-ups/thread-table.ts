/** Follow-ups as rows: writes what the fold says, and no more than that changes. */
import type { Connection } from '../database/connection.ts';
import type { FoldedCallFacts, Thread } from './fold.ts';

/** A call with the row of its follow-up. */
export interface ThreadMember extends FoldedCallFacts {
  followUpId: number | null;
}

export function createThreadTable(db: Connection) {
  // `+?`: see database/statistics.ts.
  const assign = db.prepare('UPDATE calls SET follow_up_id = ? WHERE id = +?');
  const create = db.prepare(
    `INSERT INTO follow_ups (contact_key, state, opened_at, last_call_at, last_call_id, missed_count, voicemail_count, closed_at, closed_by, snoozed_until)
     VALUES ($contactKey, $state, $openedAt, $lastCallAt, $lastCallId, $missedCount, $voicemailCount, $closedAt, $closedBy, $snoozedUntil)`,
  );
  const update = db.prepare(
    `UPDATE follow_ups SET state = $state, opened_at = $openedAt, last_call_at = $lastCallAt, last_call_id = $lastCallId,
       missed_count = $missedCount, voicemail_count = $voicemailCount, closed_at = $closedAt, closed_by = $closedBy,
       snoozed_until = $snoozedUntil
     WHERE id = +$id AND (state, opened_at, last_call_at, last_call_id, missed_count, voicemail_count, closed_at, closed_by, snoozed_until)
       IS NOT ($state, $openedAt, $lastCallAt, $lastCallId, $missedCount, $voicemailCount, $closedAt, $closedBy, $snoozedUntil)`,
  );
  const remove = db.prepare(
    'DELETE FROM follow_ups WHERE id = +$id AND NOT EXISTS (SELECT 1 FROM calls WHERE follow_up_id = +$id)',
  );

  /** The thread keeps the oldest row that any of its calls has, unless another thread took it. */
  const rowOf = (
    { callIds, ...facts }: Thread,
    rowOfCall: (id: number) => number | null,
    taken: Set<number>,
  ) => {
    let oldest = Number.POSITIVE_INFINITY;
    for (const callId of callIds) {
      const id = rowOfCall(callId);
      if (id !== null && !taken.has(id)) oldest = Math.min(oldest, id);
    }
    if (!Number.isFinite(oldest)) return Number(create.run(facts).lastInsertRowid);
    update.run({ ...facts, id: oldest });
    return oldest;
  };

  return {
    assign(callId: number, followUpId: number | null): void {
      assign.run(followUpId, callId);
    },
    removeIfEmpty(id: number): void {
      remove.run({ id });
    },
    /** Makes rows of all threads of some calls. @param members all of these calls, as they are. */
    write(threads: readonly Thread[], members: readonly ThreadMember[]): void {
      const rows = new Map(members.map(({ id, followUpId }) => [id, followUpId]));
      const rowOfCall = (id: number) => rows.get(id) ?? null;
      const taken = new Set<number>();
      const inThread = new Set<number>();
      for (const thread of threads) {
        const id = rowOf(thread, rowOfCall, taken);
        taken.add(id);
        for (const callId of thread.callIds) {
          inThread.add(callId);
          if (rowOfCall(callId) !== id) assign.run(id, callId);
        }
      }
      const left = new Set<number>();
      for (const { id, followUpId } of members) {
        if (followUpId === null) continue;
        if (!inThread.has(id)) assign.run(null, id);
        if (!taken.has(followUpId)) left.add(followUpId);
      }
      for (const id of left) remove.run({ id });
    },
  };
}
