/** A store as it is after years: made once by the engine's own schema, then copied for each measurement. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { migrate } from '../../electron/engine/database/migrate.ts';
import { databaseFile } from '../../electron/engine/database/open.ts';

export interface Filling {
  deliveries: number;
  calls: number;
}

export interface FilledFolder {
  copy(): { folder: string; filledWith: Filling; remove(): void };
  remove(): void;
}

export function fillDataFolder({ deliveries, calls }: Filling): FilledFolder {
  const folder = mkdtempSync(join(tmpdir(), 'ringback-bench-filled-'));
  const db = new Database(databaseFile(folder));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = OFF');
  migrate(db);
  // Spread over the last 10 days, so that retention has nothing to delete while it is measured.
  const start = Date.now() - 10 * 86_400_000;
  const step = Math.floor((10 * 86_400_000) / deliveries);
  db.transaction(() => {
    db.exec(`
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${deliveries})
      INSERT INTO deliveries (source_id, received_at, event_id, event_type, outcome, status, content_type, body)
        SELECT 'main', ${start} + i * ${step}, 'old-' || hex(randomblob(8)) || i, 'call.missed', 'accepted', 200, 'application/json', randomblob(512) FROM n;
      UPDATE progress SET processed_through = ${deliveries};
      INSERT INTO source_activity VALUES ('main', ${start});
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${calls})
      INSERT INTO calls (source_id, provider, provider_call_id, contact_key, sort_at, direction, from_number, to_number, started_at, outcome, first_received_at)
        SELECT 'main', 'hmac', 'old-call-' || i, '+1415555' || printf('%04d', 100 + i % 100), ${start} + i, 'inbound',
          '+1415555' || printf('%04d', 100 + i % 100), '+14155550100', ${start} + i, iif(i % 3 = 0, 'missed', 'answered'), ${start} + i FROM n;
    `);
  })();
  db.exec('ANALYZE');
  db.close();
  return {
    copy() {
      const target = mkdtempSync(join(tmpdir(), 'ringback-bench-'));
      cpSync(folder, target, { recursive: true });
      // Or the first commits would wait until the whole copy is on the disk.
      execFileSync('sync');
      return {
        folder: target,
        filledWith: { deliveries, calls },
        remove: () => rmSync(target, { recursive: true, force: true }),
      };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
