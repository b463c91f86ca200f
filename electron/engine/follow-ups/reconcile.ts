/**
 * Keeps follow-ups the truth about calls: per caller, the missed calls and voicemails between two answered calls are one
 * thread; it is open until a later answered call, in either direction, or until the rep closes it. Derived from the
 * calls, so that late and out-of-order events lead to the same threads.
 */
import type { CallRow } from '../calls/call-rows.ts';
import type { Connection } from '../database/connection.ts';

interface Member {
  id: number;
  sort_at: number;
  outcome: CallRow['outcome'];
  follow_up_id: number | null;
  closed_by: 'rep' | 'answered' | null;
}

const isMiss = (outcome: CallRow['outcome']) => outcome === 'missed' || outcome === 'voicemail';

export function createFollowUps(db: Connection) {
  // `+?`: see database/statistics.ts.
  const answeredBefore = db
    .prepare<[string, number], number | null>(
      "SELECT max(sort_at) FROM calls WHERE contact_key = +? AND sort_at < +? AND outcome = 'answered'",
    )
    .pluck();
  const answeredAfter = db
    .prepare<[string, number], number | null>(
      "SELECT min(sort_at) FROM calls WHERE contact_key = +? AND sort_at > +? AND outcome = 'answered'",
    )
    .pluck();
  const openThread = db.prepare<[string], { id: number; opened_at: number }>(
    "SELECT id, opened_at FROM follow_ups WHERE contact_key = +? AND state = 'open' ORDER BY id LIMIT 1",
  );
  const membersBetween = db.prepare<[string, number, number], Member>(
    `SELECT c.id, c.sort_at, c.outcome, c.follow_up_id, f.closed_by FROM calls c LEFT JOIN follow_ups f ON f.id = c.follow_up_id
     WHERE c.contact_key = +? AND c.sort_at BETWEEN +? AND +? AND (c.outcome IN ('answered', 'missed', 'voicemail') OR c.follow_up_id IS NOT NULL)
     ORDER BY c.sort_at, c.id`,
  );
  const assign = db.prepare('UPDATE calls SET follow_up_id = ? WHERE id = +?');
  const join = db.prepare(
    `UPDATE follow_ups SET missed_count = missed_count + $missed, voicemail_count = voicemail_count + $voicemails,
       last_call_id = iif(last_call_at <= $at, $callId, last_call_id), last_call_at = max(last_call_at, $at),
       opened_at = min(opened_at, $at)
     WHERE id = +$id`,
  );
  const create = db.prepare(
    `INSERT INTO follow_ups (contact_key, state, opened_at, last_call_at, last_call_id, missed_count, voicemail_count, closed_at, closed_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = db.prepare(
    `UPDATE follow_ups SET state = ?, opened_at = ?, last_call_at = ?, last_call_id = ?, missed_count = ?, voicemail_count = ?,
       closed_at = ?, closed_by = ? WHERE id = +?`,
  );
  const remove = db.prepare(
    'DELETE FROM follow_ups WHERE id = +$id AND NOT EXISTS (SELECT 1 FROM calls WHERE follow_up_id = +$id)',
  );

  /** The thread of the misses between two answered calls; `end` is when the later one happened, null when there is none. */
  const settle = (key: string, members: readonly Member[], end: number | null, taken: Set<number>): void => {
    const [first] = members;
    const last = members.at(-1);
    if (!first || !last) return;
    const voicemails = members.filter((member) => member.outcome === 'voicemail').length;
    const state = end === null ? 'open' : 'closed';
    const closedBy = end === null ? null : 'answered';
    const facts = [
      state,
      first.sort_at,
      last.sort_at,
      last.id,
      members.length - voicemails,
      voicemails,
      end,
      closedBy,
    ] as const;
    const existing = members
      .map((member) => member.follow_up_id)
      .filter((id) => id !== null && !taken.has(id)) as number[];
    const id =
      existing.length > 0 ? Math.min(...existing) : Number(create.run(key, ...facts).lastInsertRowid);
    if (existing.length > 0) update.run(...facts, id);
    taken.add(id);
    for (const member of members) if (member.follow_up_id !== id) assign.run(id, member.id);
  };

  /** Builds all threads anew that calls between the two times may belong to. */
  const rebuild = (key: string, from: number, to: number): void => {
    const start = answeredBefore.get(key, from) ?? Number.MIN_SAFE_INTEGER;
    const end = answeredAfter.get(key, to) ?? Number.MAX_SAFE_INTEGER;
    const rows = membersBetween.all(key, start, end);
    const taken = new Set<number>();
    let segment: Member[] = [];
    for (const row of rows) {
      if (row.outcome === 'answered') {
        settle(key, segment, row.sort_at, taken);
        segment = [];
      }
      if (!isMiss(row.outcome)) {
        if (row.follow_up_id !== null) assign.run(null, row.id);
      } else if (row.closed_by !== 'rep') segment.push(row);
    }
    settle(key, segment, null, taken);
    for (const id of new Set(rows.map((row) => row.follow_up_id))) if (id !== null) remove.run({ id });
  };

  /** The usual case, a further miss at the end of an open thread, without looking at the caller's other calls. */
  const joinOpenThread = (call: CallRow): boolean => {
    const thread = openThread.get(call.contact_key);
    if (!thread || call.sort_at < thread.opened_at) return false;
    if (answeredAfter.get(call.contact_key, thread.opened_at - 1) != null) return false;
    join.run({
      missed: call.outcome === 'missed' ? 1 : 0,
      voicemails: call.outcome === 'voicemail' ? 1 : 0,
      at: call.sort_at,
      callId: call.id,
      id: thread.id,
    });
    assign.run(thread.id, call.id);
    return true;
  };

  return {
    /** Call after each change of a call. */
    reconcile(before: CallRow | null, after: CallRow): void {
      const relevant = (row: CallRow | null) =>
        row !== null && (isMiss(row.outcome) || row.outcome === 'answered');
      if (!relevant(before) && !relevant(after)) return;
      if (!relevant(before) && isMiss(after.outcome) && after.follow_up_id === null && joinOpenThread(after))
        return;
      const keyChanged = before !== null && before.contact_key !== after.contact_key;
      if (keyChanged) {
        assign.run(null, after.id);
        if (before.follow_up_id !== null) remove.run({ id: before.follow_up_id });
        rebuild(before.contact_key, before.sort_at, before.sort_at);
      }
      const was = before && !keyChanged ? before.sort_at : after.sort_at;
      rebuild(after.contact_key, Math.min(was, after.sort_at), Math.max(was, after.sort_at));
    },
    /** Builds the threads of one caller anew around a time, or between two. */
    rebuildAround: (key: string, from: number, to = from): void => rebuild(key, from, to),
  };
}
export type FollowUps = ReturnType<typeof createFollowUps>;
