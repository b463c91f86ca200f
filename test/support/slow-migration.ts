/** A database whose next migration takes seconds: a trigger counts far for each row that the migration changes. */
import { connect } from '../../electron/engine/database/connection.ts';
import { databaseFile } from '../../electron/engine/database/open.ts';
import { fillVersion } from './stored-rows.ts';

/** The version before the migration that changes each delivery of a call log. */
export const slowVersion = 12;
/** What is slow about it, told apart from the rest. */
export const slowSource = 'slow';

/** @param rows each takes some tenths of a second. */
export function fillSlowDatabase(dataFolder: string, rows: number): void {
  const db = connect(databaseFile(dataFolder), { busyTimeoutMs: 0 });
  fillVersion(db, slowVersion);
  db.exec(`
    CREATE TABLE numbers (n INTEGER) STRICT;
    CREATE TABLE counted (n INTEGER, filler BLOB) STRICT;
    WITH RECURSIVE upTo (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM upTo WHERE n < 200) INSERT INTO numbers SELECT n FROM upTo;
    WITH RECURSIVE upTo (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM upTo WHERE n < ${rows})
      INSERT INTO deliveries (source_id, received_at, event_id, outcome, status, content_type)
      SELECT '${slowSource}', 0, 'slow_' || n, 'accepted', 200, 'x-ringback/call-log' FROM upTo;
    UPDATE progress SET processed_through = (SELECT max(id) FROM deliveries);
    CREATE TRIGGER count_far AFTER UPDATE ON deliveries WHEN new.source_id = '${slowSource}' BEGIN
      INSERT INTO counted SELECT count(*), zeroblob(1000000) FROM numbers AS a, numbers AS b, numbers AS c;
    END;`);
  db.close();
}
