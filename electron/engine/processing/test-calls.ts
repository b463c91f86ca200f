/** Removing the calls that the simulator made. */

import type { Connection } from '../database/connection.ts';
import type { FollowUps } from '../follow-ups/reconcile.ts';

export function createTestCalls(db: Connection, followUps: Pick<FollowUps, 'foldContact'>) {
  const callers = db.prepare<[], string>('SELECT DISTINCT contact_key FROM calls WHERE is_test = 1').pluck();
  const removeThreads = db.prepare(
    'DELETE FROM follow_ups WHERE id IN (SELECT follow_up_id FROM calls WHERE is_test = 1)',
  );
  const removeCalls = db.prepare('DELETE FROM calls WHERE is_test = 1');
  return {
    /**
     * What is left of a caller's calls and of the rep's acts on them is put together again. Acts on test calls alone go
     * with them. @returns how many calls were removed.
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
