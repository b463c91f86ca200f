/** Follow-ups as rows: writes what the fold says, and changes no more than differs. */
import type { Connection } from '../database/connection.ts';
import { type FoldedCallFacts, isMiss, type Thread } from './fold.ts';

/** A call with the ID of its follow-up's row. */
export interface ThreadMember extends FoldedCallFacts {
  followUpId: number | null;
}

const factColumns =
  'state, opened_at, last_call_at, last_call_id, missed_count, voicemail_count, closed_at, closed_by, snoozed_until';
const factValues = '?, ?, ?, ?, ?, ?, ?, ?, ?';

const factsOf = (thread: Thread) =>
  [
    thread.state,
    thread.openedAt,
    thread.lastCallAt,
    thread.lastCallId,
    thread.missedCount,
    thread.voicemailCount,
    thread.closedAt,
    thread.closedBy,
    thread.snoozedUntil,
  ] as const;

/** Prepares the table's statements. */
export function createThreadTable(db: Connection) {
  // `+?`: see database/statistics.ts.
  const assign = db.prepare('UPDATE calls SET follow_up_id = ? WHERE id = +?');
  const create = db.prepare(`INSERT INTO follow_ups (contact_key, ${factColumns}) VALUES (?, ${factValues})`);
  const update = db.prepare(
    `UPDATE follow_ups SET (${factColumns}) = (${factValues}) WHERE id = +? AND (${factColumns}) IS NOT (${factValues})`,
  );
  const remove = db.prepare(
    'DELETE FROM follow_ups WHERE id = +$id AND NOT EXISTS (SELECT 1 FROM calls WHERE follow_up_id = +$id)',
  );

  /** The row of a thread: the oldest one that any of its calls has, unless another thread has taken it. */
  const writeRow = (thread: Thread<ThreadMember>, taken: ReadonlySet<number>): number => {
    let oldest = Number.POSITIVE_INFINITY;
    for (const { followUpId } of thread.calls)
      if (followUpId !== null && followUpId < oldest && !taken.has(followUpId)) oldest = followUpId;
    const facts = factsOf(thread);
    if (!Number.isFinite(oldest)) return Number(create.run(thread.contactKey, ...facts).lastInsertRowid);
    update.run(...facts, oldest, ...facts);
    return oldest;
  };

  return {
    assign(callId: number, followUpId: number | null): void {
      assign.run(followUpId, callId);
    },
    removeIfEmpty(id: number): void {
      remove.run({ id });
    },
    /** Writes the threads of some calls. @param members all of these calls, as stored now. */
    write(threads: readonly Thread<ThreadMember>[], members: readonly ThreadMember[]): void {
      const taken = new Set<number>();
      for (const thread of threads) {
        const id = writeRow(thread, taken);
        taken.add(id);
        for (const call of thread.calls) if (call.followUpId !== id) assign.run(id, call.id);
      }
      const left = new Set<number>();
      for (const { id, followUpId, outcome } of members) {
        if (followUpId === null) continue;
        if (!isMiss(outcome)) assign.run(null, id);
        if (!taken.has(followUpId)) left.add(followUpId);
      }
      for (const id of left) remove.run({ id });
    },
  };
}
