/** kill -9 while a database is being migrated: a real process, a real file, at any moment. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { connect } from '../../../electron/engine/database/connection.ts';
import { brokenReferences } from '../../../electron/engine/database/foreign-keys.ts';
import { versionOf } from '../../../electron/engine/database/migrate.ts';
import { migrations } from '../../../electron/engine/database/migrations/index.ts';
import { databaseFile, openStore } from '../../../electron/engine/database/open.ts';
import { temporaryFolder } from '../../support/engine-process.ts';
import { fillSlowDatabase, slowSource, slowVersion } from '../../support/slow-migration.ts';
import { fillVersion, inCommon, type Rows, snapshot } from '../../support/stored-rows.ts';

const program = fileURLToPath(new URL('../../support/open-database.ts', import.meta.url));

/** Opens the folder's database in a child process and kills it so long after it said that it begins a step. */
async function killAt(dataFolder: string, step: number, afterMs: number): Promise<string> {
  const child = spawn(process.execPath, [program, dataFolder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  let said = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    said += chunk;
    if (!said.startsWith(`${step}/`) && !said.includes(`\n${step}/`)) continue;
    // What it is killed in the midst of is another thing each time.
    await pause(afterMs);
    child.kill('SIGKILL');
    break;
  }
  await closed;
  return said;
}

function expectWhole(dataFolder: string, before: Record<string, Rows>, from: number): number {
  const db = connect(databaseFile(dataFolder), { busyTimeoutMs: 0 });
  const version = versionOf(db);
  expect(version).toBeGreaterThanOrEqual(from);
  expect(version).toBeLessThanOrEqual(migrations.length);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect([...brokenReferences(db)]).toEqual([]);
  const { earlier, later } = inCommon(before, snapshot(db));
  expect(later).toEqual(earlier);
  db.close();
  return version;
}

/** And the next start finishes what was begun. */
function expectOpens(dataFolder: string, before: Record<string, Rows>): void {
  const { db, replaced, release } = openStore(dataFolder, Date.now());
  expect(replaced).toBeNull();
  db.close();
  release();
  expect(expectWhole(dataFolder, before, migrations.length)).toBe(migrations.length);
}

describe('a process that is killed while it migrates', () => {
  const first = 1;
  // Step 1 is the copy; each further one is a migration.
  const steps = migrations.slice(first).map((_, index) => index + 1);

  it.each(steps)('loses nothing when it is killed in step %i', async (step) => {
    const dataFolder = temporaryFolder();
    const db = connect(databaseFile(dataFolder), { busyTimeoutMs: 0 });
    fillVersion(db, first);
    const before = snapshot(db);
    db.close();
    await killAt(dataFolder, step, Math.random() * 20);
    expectWhole(dataFolder, before, first);
    expectOpens(dataFolder, before);
  });

  it('takes back a migration that was half done, again and again', async () => {
    const dataFolder = temporaryFolder();
    fillSlowDatabase(dataFolder, 8);
    const read = () => {
      const db = connect(databaseFile(dataFolder), { busyTimeoutMs: 0 });
      const { deliveries = [], ...others } = snapshot(db);
      db.close();
      return { ...others, deliveries: deliveries.filter((row) => row.source_id !== slowSource) };
    };
    const before = read();
    for (const afterMs of [100, 400, 800]) {
      expect(await killAt(dataFolder, 2, afterMs)).not.toContain('open');
      expect(expectWholeVersion(dataFolder)).toBe(slowVersion);
      expect(read()).toEqual(before);
    }
    const { db, release } = openStore(dataFolder, Date.now());
    const { earlier, later } = inCommon(before, { ...snapshot(db), deliveries: [] });
    expect({ ...later, counted: [], deliveries: [] }).toEqual({ ...earlier, counted: [], deliveries: [] });
    expect(
      db.prepare("SELECT count(*) FROM deliveries WHERE source_id = 'slow' AND origin = 2").pluck().get(),
    ).toBe(8);
    db.close();
    release();
  });
});

function expectWholeVersion(dataFolder: string): number {
  const db = connect(databaseFile(dataFolder), { busyTimeoutMs: 0 });
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect([...brokenReferences(db)]).toEqual([]);
  const version = versionOf(db);
  db.close();
  return version;
}
