/** The copy from before a migration: how many there are, when none is made, and that it comes back. */
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  backUpBeforeMigration,
  backUpWhenDue,
  listBackups,
} from '../../../electron/engine/database/backup.ts';
import { connect } from '../../../electron/engine/database/connection.ts';
import { migrations } from '../../../electron/engine/database/migrations/index.ts';
import { databaseFile, openStore } from '../../../electron/engine/database/open.ts';
import { StoreError } from '../../../electron/engine/database/store-error.ts';
import { temporaryFolder } from '../../support/engine-process.ts';
import { canMount, mountSmallDisk } from '../../support/small-disk.ts';
import { fillVersion, inCommon, snapshot } from '../../support/stored-rows.ts';

const start = Date.UTC(2026, 10, 24, 9, 0, 0);
const day = 86_400_000;

function filled(dataFolder: string, version: number) {
  const file = databaseFile(dataFolder);
  const db = connect(file, { busyTimeoutMs: 0 });
  fillVersion(db, version);
  return { file, db };
}
const backupsIn = (dataFolder: string): string[] => readdirSync(join(dataFolder, 'backups')).sort();

describe('the copy from before a migration', () => {
  it('is kept twice, and pushes no daily copy out', () => {
    const dataFolder = temporaryFolder();
    const { file, db } = filled(dataFolder, 12);
    for (let n = 0; n < 4; n++) {
      const at = start + n * day;
      backUpWhenDue(file, () => db, at);
      const daily = join(dataFolder, 'backups', backupsIn(dataFolder).at(-1) ?? '');
      utimesSync(daily, at / 1000, at / 1000);
      db.exec(`UPDATE progress SET processed_through = ${n}`);
      backUpBeforeMigration(file, db, n + 1, at + 1000);
      // A daily copy is due by the day, whatever was copied meanwhile.
      expect(backUpWhenDue(file, () => db, at + day / 2)).toBe(false);
    }
    expect(backupsIn(dataFolder)).toEqual([
      'ringback-2026-11-25T09-00-00-000Z.db',
      'ringback-2026-11-26T09-00-00-000Z.db',
      'ringback-2026-11-26T09-00-01-000Z-v3.db',
      'ringback-2026-11-27T09-00-00-000Z.db',
      'ringback-2026-11-27T09-00-01-000Z-v4.db',
    ]);
    db.close();
  });

  it('is made again only when the database was written since', () => {
    const dataFolder = temporaryFolder();
    const { file, db } = filled(dataFolder, 12);
    db.pragma('wal_checkpoint(TRUNCATE)');
    const attempt = (n: number) => {
      backUpBeforeMigration(file, db, 12, start + n * 1000);
      return backupsIn(dataFolder).length;
    };
    expect([attempt(0), attempt(1)]).toEqual([1, 1]);
    // As a clock with a coarse resolution would show it.
    const soon = Date.now() / 1000 + 5;
    db.exec('UPDATE progress SET processed_through = 1');
    utimesSync(`${file}-wal`, soon, soon);
    expect(attempt(2)).toBe(2);
    db.close();
  });

  it('takes the place of a database that is damaged after the migration', () => {
    const dataFolder = temporaryFolder();
    const { file, db } = filled(dataFolder, 12);
    const rows = snapshot(db);
    db.close();
    const migrated = openStore(dataFolder, start);
    migrated.db.close();
    migrated.release();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x5a, 4096, bytes.length / 2));
    const restored = openStore(dataFolder, start + 1000);
    expect(restored.replaced).toMatchObject({
      movedAside: expect.stringContaining('.corrupt-'),
      restoredFrom: expect.any(Number),
    });
    expect(restored.db.pragma('user_version', { simple: true })).toBe(migrations.length);
    const { earlier, later } = inCommon(rows, snapshot(restored.db));
    expect(later).toEqual(earlier);
    restored.db.close();
    restored.release();
  });

  it('is passed over where a newer Ringback made it', () => {
    const dataFolder = temporaryFolder();
    const { file, db } = filled(dataFolder, migrations.length);
    backUpWhenDue(file, () => db, start);
    const good = basename(backupsIn(dataFolder)[0] ?? '');
    db.pragma(`user_version = ${migrations.length + 1}`);
    backUpBeforeMigration(file, db, migrations.length + 1, start + 1000);
    db.close();
    expect(backupsIn(dataFolder)).toHaveLength(2);
    writeFileSync(file, 'damaged'.repeat(1000));
    const restored = openStore(dataFolder, start + 2000);
    expect(restored.db.pragma('user_version', { simple: true })).toBe(migrations.length);
    expect(Object.values(snapshot(restored.db)).flat().length).toBeGreaterThan(10);
    expect(backupsIn(dataFolder)).toContain(good);
    restored.db.close();
    restored.release();
  });

  it.runIf(canMount())(
    'is asked for by a full disk before anything is changed, and made when there is room',
    () => {
      const disk = mountSmallDisk(16);
      onTestFinished(disk.unmount);
      const { file, db } = filled(disk.folder, 12);
      db.exec(`UPDATE deliveries SET body = zeroblob(2500000) WHERE id = 1`);
      const rows = snapshot(db);
      db.close();
      disk.resize(4);
      const before = readFileSync(file);
      const refusal = (() => {
        try {
          openStore(disk.folder, start);
        } catch (error) {
          return error;
        }
      })();
      expect(refusal).toBeInstanceOf(StoreError);
      expect(refusal).toMatchObject({
        fault: 'no-room',
        message: expect.stringMatching(/needs \d+ MB more/),
      });
      expect(readFileSync(file).equals(before)).toBe(true);
      expect(listBackups(file)).toEqual([]);
      disk.resize(64);
      const opened = openStore(disk.folder, start);
      const { earlier, later } = inCommon(rows, snapshot(opened.db));
      expect(later).toEqual(earlier);
      expect(backupsIn(disk.folder)).toHaveLength(1);
      opened.db.close();
      opened.release();
    },
  );
});
