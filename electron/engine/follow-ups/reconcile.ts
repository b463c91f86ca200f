/**
 * Keeps the stored follow-ups equal to the fold of all calls and acts. Folds only the calls that a change can affect: without
 * acts, those between the answered calls before and after it; with acts on any of them, all calls of the contact.
 */
import type { CallRow } from '../calls/call-rows.ts';
import type { Connection } from '../database/connection.ts';
import type { ActLog } from './acts.ts';
import { type FoldedAct, foldContact, isMiss } from './fold.ts';
import { createThreadTable, type ThreadMember } from './thread-table.ts';

const firstTime = Number.MIN_SAFE_INTEGER;
const lastTime = Number.MAX_SAFE_INTEGER;

const isReached = ({ reached }: Pick<CallRow, 'reached'>): boolean => reached === 1;

/** Prepares the updates. */
export function createFollowUps(db: Connection, acts: ActLog) {
  const threads = createThreadTable(db);
  // `+?`: see database/statistics.ts.
  const reachedBefore = db
    .prepare<[string, number], number | null>(
      'SELECT max(sort_at) FROM calls WHERE contact_key = +? AND sort_at < +? AND reached = 1',
    )
    .pluck();
  const reachedAfter = db
    .prepare<[string, number], number | null>(
      'SELECT min(sort_at) FROM calls WHERE contact_key = +? AND sort_at > +? AND reached = 1',
    )
    .pluck();
  const openThread = db.prepare<[string], { id: number; opened_at: number }>(
    "SELECT id, opened_at FROM follow_ups WHERE contact_key = +? AND state = 'open' ORDER BY id LIMIT 1",
  );
  const membersBetween = db.prepare<[string, number, number], ThreadMember & { isActedOn: 0 | 1 }>(
    `SELECT id, contact_key AS contactKey, sort_at AS sortAt, outcome, reached, follow_up_id AS followUpId,
       EXISTS (SELECT 1 FROM rep_action_calls WHERE call_id = calls.id) AS isActedOn
     FROM calls WHERE contact_key = +? AND sort_at BETWEEN +? AND +? AND (reached = 1 OR outcome IN ('missed', 'voicemail') OR follow_up_id IS NOT NULL)
     ORDER BY sort_at, id`,
  );
  const everyone = db
    .prepare<[], string>("SELECT DISTINCT contact_key FROM calls WHERE outcome IN ('missed', 'voicemail')")
    .pluck();
  const otherCall = db
    .prepare<[string, number], number>('SELECT 1 FROM calls WHERE contact_key = +? AND id <> +? LIMIT 1')
    .pluck();
  const join = db.prepare(
    `UPDATE follow_ups SET missed_count = missed_count + $missed, voicemail_count = voicemail_count + $voicemails,
       last_call_id = iif((last_call_at, last_call_id) < ($at, $callId), $callId, last_call_id),
       last_call_at = max(last_call_at, $at), opened_at = min(opened_at, $at), snoozed_until = NULL
     WHERE id = +$id`,
  );

  const write = (members: readonly ThreadMember[], log: readonly FoldedAct[]): void =>
    threads.write(foldContact(members, log), members);
  const foldAll = (key: string): void =>
    write(membersBetween.all(key, firstTime, lastTime), acts.onContact(key));

  /** Folds all threads that calls between two times can belong to. Times are milliseconds since the Unix epoch. */
  const foldAround = (key: string, from: number, to: number): void => {
    const start = reachedBefore.get(key, from) ?? null;
    const end = reachedAfter.get(key, to) ?? null;
    const members = membersBetween.all(key, start ?? firstTime, end ?? lastTime);
    const openedAt = openThread.get(key)?.opened_at ?? lastTime;
    // A thread that the rep closed, or put back after a talk, may have calls outside of this range.
    if (openedAt < (start ?? firstTime) || members.some(({ isActedOn }) => isActedOn === 1)) {
      foldAll(key);
      return;
    }
    // Calls at the exact time of an answered call may belong to threads that are only partly in this range.
    const first = start === null ? 0 : members.findIndex(isReached);
    const last = end === null ? members.length : members.findLastIndex(isReached) + 1;
    write(members.slice(first, last), []);
  };

  /** Fast path for the usual case: a new missed call joins an open thread. Does not read the caller's other calls. */
  const joinOpenThread = (call: CallRow): boolean => {
    const thread = openThread.get(call.contact_key);
    if (!thread || call.sort_at < thread.opened_at) return false;
    if (reachedAfter.get(call.contact_key, thread.opened_at - 1) != null) return false;
    join.run({
      missed: call.outcome === 'missed' ? 1 : 0,
      voicemails: call.outcome === 'voicemail' ? 1 : 0,
      at: call.sort_at,
      callId: call.id,
      id: thread.id,
    });
    threads.assign(call.id, thread.id);
    return true;
  };

  /** Fast path for a new caller: without another call, there is nothing else to fold. */
  const openFirstThread = (call: CallRow): boolean => {
    if (otherCall.get(call.contact_key, call.id) !== undefined) return false;
    const { id, contact_key: contactKey, sort_at: sortAt, outcome, reached } = call;
    write([{ id, contactKey, sortAt, outcome, reached, followUpId: null }], []);
    return true;
  };

  /** Removes a call from the contact that it was attributed to before. */
  const leaveContact = ({ id, contact_key, sort_at, follow_up_id }: CallRow): void => {
    threads.assign(id, null);
    if (follow_up_id !== null) threads.removeIfEmpty(follow_up_id);
    if (acts.isActedOn(id)) foldAll(contact_key);
    else foldAround(contact_key, sort_at, sort_at);
  };

  return {
    /** Updates the follow-ups. Call after each change of a call, inside the same transaction. */
    reconcile(before: CallRow | null, after: CallRow): void {
      const isRelevant = (row: CallRow | null) => row !== null && (isMiss(row.outcome) || isReached(row));
      if (!isRelevant(before) && !isRelevant(after)) return;
      const isNewMiss = !isRelevant(before) && isMiss(after.outcome) && after.follow_up_id === null;
      // A new call has no acts.
      if (isNewMiss && (before === null || !acts.isActedOn(after.id)) && joinOpenThread(after)) return;
      if (isNewMiss && before === null && openFirstThread(after)) return;
      const keyChanged = before !== null && before.contact_key !== after.contact_key;
      if (keyChanged) leaveContact(before);
      const was = before && !keyChanged ? before.sort_at : after.sort_at;
      foldAround(after.contact_key, Math.min(was, after.sort_at), Math.max(was, after.sort_at));
    },
    /** Folds all calls and acts of one contact. Call after an act on any of its calls, or when calls were deleted. */
    foldContact: foldAll,
    /** Folds the calls and acts of everyone who was missed: rows were lost. */
    foldEveryone: db.transaction((): void => {
      for (const key of everyone.all()) foldAll(key);
    }).immediate,
  };
}
export type FollowUps = ReturnType<typeof createFollowUps>;
