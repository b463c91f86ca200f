/** Removal of test calls. */

import type { Connection } from '../database/connection.ts';
import type { FollowUps } from '../follow-ups/reconcile.ts';

/** Prepares the removal. */
export function createTestCalls(db: Connection, followUps: Pick<FollowUps, 'foldContact'>) {
  const callers = db.prepare<[], string>('SELECT DISTINCT contact_key FROM calls WHERE is_test = 1').pluck();
  const removeThreads = db.prepare(
    'DELETE FROM follow_ups WHERE id IN (SELECT follow_up_id FROM calls WHERE is_test = 1)',
  );
  const removeCalls = db.prepare('DELETE FROM calls WHERE is_test = 1');
  return {
    /**
     * Removes all test calls, and the acts on test calls alone. Folds the remaining calls of their callers again.
     * @returns how many calls were removed.
     */
    remove: db.transaction((): number => {
      const affected = callers.all();
      removeThreads.run();
      const { changes } = removeCalls.run();
      for (const contactKey of affected) followUps.foldContact(contactKey);
      return changes;
    }).immediate,
  };
}
