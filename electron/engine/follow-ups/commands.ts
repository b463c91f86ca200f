/** What the rep does with a follow-up. */
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import type { Connection } from '../database/connection.ts';
import type { FollowUpQueries } from './queries.ts';
import type { FollowUps } from './reconcile.ts';

export function createFollowUpCommands(
  db: Connection,
  followUps: FollowUps,
  queries: Pick<FollowUpQueries, 'get'>,
) {
  const close = db.prepare(
    "UPDATE follow_ups SET state = 'closed', closed_by = 'rep', closed_at = ? WHERE id = ? AND state = 'open'",
  );
  const reopen = db.prepare(
    "UPDATE follow_ups SET state = 'open', closed_by = NULL, closed_at = NULL WHERE id = ? AND closed_by = 'rep'",
  );
  const place = db.prepare<[number], { contact_key: string; last_call_at: number }>(
    'SELECT contact_key, last_call_at FROM follow_ups WHERE id = ?',
  );
  const threadOf = db
    .prepare<[string, number], number>(
      'SELECT follow_up_id FROM calls WHERE contact_key = ? AND sort_at = ? AND follow_up_id IS NOT NULL',
    )
    .pluck();

  return {
    /** Null when there is no such follow-up; one that is closed already stays as it is. @param now ms since the Unix epoch. */
    close(id: number, now: number): FollowUp | null {
      close.run(now, id);
      return queries.get(id);
    },
    /** Undoes the rep's closing. Calls that came since belong to the same caller, and so to the same thread again. */
    reopen: db.transaction((id: number): FollowUp | null => {
      const at = place.get(id);
      if (!at || reopen.run(id).changes === 0) return queries.get(id);
      followUps.rebuildAround(at.contact_key, at.last_call_at);
      return queries.get(threadOf.get(at.contact_key, at.last_call_at) ?? id);
    }).immediate,
  };
}
export type FollowUpCommands = ReturnType<typeof createFollowUpCommands>;
