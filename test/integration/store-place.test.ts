/** The file is not the file: the database is deleted, moved, replaced or truncated under the engine, or missing at its start. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { backUpWhenDue } from '../../electron/engine/database/backup.ts';
import { connect } from '../../electron/engine/database/connection.ts';
import {
  type EngineProcess,
  startEngineProcess,
  storedCalls,
  temporaryFolder,
} from '../support/engine-process.ts';
import { eventually } from '../support/eventually.ts';
import { hmacSource, missedNow, post } from '../support/generic-events.ts';

const config = { port: 0, holdSeconds: 0, sources: [hmacSource] };
const files = ['ringback.db', 'ringback.db-wal', 'ringback.db-shm'];

/** Sends events until one is answered 200. @returns which were acknowledged, and the answers. */
async function send(engine: EngineProcess, from: number, count: number) {
  const acknowledged: string[] = [];
  const statuses = new Set<number>();
  for (let n = from; n < from + count; n++) {
    const { status } = await post(engine.url, missedNow(n));
    statuses.add(status);
    if (status === 200) acknowledged.push(`call_${n}`);
  }
  return { acknowledged, statuses };
}

const attacks: [string, (folder: string, older: string) => void][] = [
  [
    'is deleted',
    (folder) => {
      for (const name of files) rmSync(join(folder, name), { force: true });
    },
  ],
  ['is deleted without its log', (folder) => rmSync(join(folder, 'ringback.db'))],
  ['loses its log', (folder) => rmSync(join(folder, 'ringback.db-wal'))],
  ['is moved with its folder', (folder) => renameSync(folder, `${folder}-moved`)],
  [
    'is replaced by an older copy',
    (folder, older) => {
      copyFileSync(older, join(folder, 'copy'));
      renameSync(join(folder, 'copy'), join(folder, 'ringback.db'));
    },
  ],
  ['is overwritten by an older copy', (folder, older) => copyFileSync(older, join(folder, 'ringback.db'))],
  ['is truncated', (folder) => truncateSync(join(folder, 'ringback.db'), 4096)],
  ['is emptied', (folder) => truncateSync(join(folder, 'ringback.db'), 0)],
  [
    'is replaced by an empty folder',
    (folder) => {
      renameSync(folder, `${folder}-moved`);
      mkdirSync(folder);
    },
  ],
];

describe('a database in use', () => {
  it.each(attacks)('that %s is put back, and nothing acknowledged is lost', async (_name, attack) => {
    const dataFolder = join(temporaryFolder(), 'data');
    const first = await startEngineProcess({ dataFolder, config });
    await send(first, 1000, 3);
    await first.stop();
    const older = join(temporaryFolder(), 'older.db');
    copyFileSync(join(dataFolder, 'ringback.db'), older);
    const engine = await startEngineProcess({ dataFolder, config });
    const before = await send(engine, 0, 60);
    expect(before.statuses).toEqual(new Set([200]));
    attack(dataFolder, older);
    // Some are acknowledged before anyone can know.
    const meanwhile = await send(engine, 100, 5);
    await eventually(
      () => engine.stderr(),
      (text) => /store-displaced[\s\S]*store-(replaced|corrupt)/.test(text),
    );
    const afterwards = await send(engine, 200, 5);
    expect(afterwards.statuses).toEqual(new Set([200]));
    engine.kill('SIGKILL');
    await engine.ended;
    const again = await startEngineProcess({ dataFolder, config });
    const expected = [before, meanwhile, afterwards].flatMap(({ acknowledged }) => acknowledged);
    const known = async () => new Set((await storedCalls(dataFolder)).map((call) => call.providerCallId));
    await eventually(known, (calls) => expected.every((id) => calls.has(id)));
    await again.stop();
  });
});

it('keeps its locks: another program that opens and closes it takes nothing away', async () => {
  const dataFolder = temporaryFolder();
  const engine = await startEngineProcess({ dataFolder, config });
  await send(engine, 0, 5);
  // The engine must have looked at its files a few times: that is the test.
  await pause(1500);
  const other = new Database(join(dataFolder, 'ringback.db'));
  expect(other.prepare('SELECT count(*) FROM deliveries').pluck().get()).toBe(5);
  other.close();
  expect(existsSync(join(dataFolder, 'ringback.db-wal'))).toBe(true);
  expect((await send(engine, 5, 5)).statuses).toEqual(new Set([200]));
  expect([await engine.stop(), engine.stderr()]).toEqual([0, '']);
  expect(await storedCalls(dataFolder)).toHaveLength(10);
});

it('is left to another engine that was started after the lock was removed', async () => {
  const dataFolder = temporaryFolder();
  const first = await startEngineProcess({ dataFolder, config });
  await send(first, 0, 5);
  rmSync(join(dataFolder, 'engine.lock'));
  const second = await startEngineProcess({ dataFolder, config });
  await eventually(
    () => first.stderr(),
    (text) => text.includes('store-locked'),
  );
  expect((await post(first.url, missedNow(5))).status).toBe(503);
  expect((await send(second, 5, 5)).statuses).toEqual(new Set([200]));
  await first.stop();
  await second.stop();
  expect(await storedCalls(dataFolder)).toHaveLength(10);
  expect(readdirSync(dataFolder).filter((name) => name.includes('.replaced-'))).toEqual([]);
});

describe('a database that is not there at the start', () => {
  const filled = async () => {
    const dataFolder = temporaryFolder();
    const engine = await startEngineProcess({ dataFolder, config });
    await send(engine, 0, 40);
    await eventually(
      () => storedCalls(dataFolder),
      (calls) => calls.length === 40,
    );
    await engine.stop();
    return dataFolder;
  };
  const remove = (dataFolder: string) => {
    for (const name of files) rmSync(join(dataFolder, name), { force: true });
  };
  const losses: [string, (dataFolder: string) => void][] = [
    ['missing', remove],
    [
      'empty',
      (dataFolder) => {
        remove(dataFolder);
        writeFileSync(join(dataFolder, 'ringback.db'), '');
      },
    ],
    [
      "another program's",
      (dataFolder) => {
        remove(dataFolder);
        const other = new Database(join(dataFolder, 'ringback.db'));
        other.exec('CREATE TABLE notes (text); INSERT INTO notes VALUES (1)');
        other.close();
      },
    ],
  ];

  it.each(losses)('but %s is restored from the newest backup', async (_name, lose) => {
    const dataFolder = await filled();
    const file = join(dataFolder, 'ringback.db');
    const db = connect(file, { busyTimeoutMs: 0 });
    backUpWhenDue(file, () => db, Date.now());
    db.close();
    lose(dataFolder);
    const engine = await startEngineProcess({ dataFolder, config });
    await eventually(
      () => engine.stderr(),
      (text) => /store-replaced.*backup of .* was restored/.test(text),
    );
    expect((await send(engine, 40, 1)).statuses).toEqual(new Set([200]));
    await engine.stop();
    expect(await storedCalls(dataFolder)).toHaveLength(41);
    const aside = readdirSync(dataFolder).filter((name) => /^ringback\.db\.replaced-.*Z$/.test(name));
    expect(aside).toHaveLength(_name === 'missing' ? 0 : 1);
  });

  it('is said to be gone where there is no backup', async () => {
    const dataFolder = await filled();
    remove(dataFolder);
    const engine = await startEngineProcess({ dataFolder, config });
    await eventually(
      () => engine.stderr(),
      (text) => /The call database was missing\. A new database was started\./.test(text),
    );
    await engine.stop();
  });

  it('is new in a new folder, and nothing is said', async () => {
    const dataFolder = temporaryFolder();
    const engine = await startEngineProcess({ dataFolder, config });
    expect((await send(engine, 0, 1)).statuses).toEqual(new Set([200]));
    await engine.stop();
    expect([engine.stderr(), existsSync(join(dataFolder, 'ringback.db'))]).toEqual(['', true]);
  });
});
