/** Removing the calls that the simulator made. */

import type { Connection } from '../database/connection.ts';
import type { FollowUps } from '../follow-ups/reconcile.ts';

export function createTestCalls(db: Connection, followUps: Pick<FollowUps, 'rebuildAround'>) {
  const callers = db.prepare<[], { contact_key: string; first: number; last: number }>(
    'SELECT contact_key, min(sort_at) AS first, max(sort_at) AS last FROM calls WHERE is_test = 1 GROUP BY contact_key',
  );
  const removeThreads = db.prepare(
    'DELETE FROM follow_ups WHERE id IN (SELECT follow_up_id FROM calls WHERE is_test = 1)',
  );
  const removeCalls = db.prepare('DELETE FROM calls WHERE is_test = 1');
  return {
    /** What is left of a caller's calls is put together anew. @returns how many calls were removed. */
    remove: db.transaction((): number => {
      const affected = callers.all();
      removeThreads.run();
      const { changes } = removeCalls.run();
      for (const { contact_key, first, last } of affected) followUps.rebuildAround(contact_key, first, last);
      return changes;
    }).immediate,
  };
}
