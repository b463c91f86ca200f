/** A database of each earlier version, with rows in every table, is opened by this one. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listBackups } from '../../../electron/engine/database/backup.ts';
import { connect } from '../../../electron/engine/database/connection.ts';
import { brokenReferences } from '../../../electron/engine/database/foreign-keys.ts';
import type { MigrationProgress } from '../../../electron/engine/database/migrate.ts';
import { migrations } from '../../../electron/engine/database/migrations/index.ts';
import { databaseFile, openStore } from '../../../electron/engine/database/open.ts';
import { temporaryFolder } from '../../support/engine-process.ts';
import { fillVersion, inCommon, snapshot } from '../../support/stored-rows.ts';

const now = Date.UTC(2026, 10, 24, 9, 0, 0);
const earlierVersions = migrations.map((_, index) => index).filter((version) => version > 0);

function filledFolder(version: number) {
  const dataFolder = temporaryFolder();
  const db = connect(databaseFile(dataFolder), { busyTimeoutMs: 0 });
  fillVersion(db, version);
  const rows = snapshot(db);
  db.close();
  return { dataFolder, rows };
}

describe('a database of an earlier version', () => {
  it.each(earlierVersions)('%i: is brought to the newest, and keeps its rows', (version) => {
    const { dataFolder, rows } = filledFolder(version);
    const steps: MigrationProgress[] = [];
    const { db, replaced, release } = openStore(dataFolder, now, (progress) => steps.push(progress));
    expect(replaced).toBeNull();
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.length);
    const { earlier, later } = inCommon(rows, snapshot(db));
    expect(later).toEqual(earlier);
    expect([...brokenReferences(db)]).toEqual([]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    const names = ['backup', ...migrations.slice(version).map(({ name }) => name)];
    expect(steps).toEqual(names.map((name, index) => ({ step: index + 1, steps: names.length, name })));
    db.close();
    release();
  });

  it.each(earlierVersions)('%i: is copied as it was before anything is changed', (version) => {
    const { dataFolder, rows } = filledFolder(version);
    const { db, release } = openStore(dataFolder, now);
    db.close();
    release();
    expect(readdirSync(join(dataFolder, 'backups'))).toEqual([
      `ringback-2026-11-24T09-00-00-000Z-v${version}.db`,
    ]);
    const copy = connect(listBackups(databaseFile(dataFolder))[0] ?? '', {
      readonly: true,
      busyTimeoutMs: 0,
    });
    expect(copy.pragma('user_version', { simple: true })).toBe(version);
    expect(snapshot(copy)).toEqual(rows);
    copy.close();
  });
});
