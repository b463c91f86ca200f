import { join } from 'node:path';
import Database from 'better-sqlite3';

/** How many rows the database of a running app has for each of the phone system's call IDs. */
export function callCounts(dataFolder: string): Map<string, number> {
  const db = new Database(join(dataFolder, 'ringback.db'), { readonly: true });
  try {
    const rows = db
      .prepare<[], { sid: string; count: number }>(
        'SELECT provider_call_id AS sid, count(*) AS count FROM calls GROUP BY provider_call_id',
      )
      .all();
    return new Map(rows.map(({ sid, count }) => [sid, count]));
  } finally {
    db.close();
  }
}
