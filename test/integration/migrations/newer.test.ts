/** A database that a newer Ringback wrote, met by this one: as after going back to an earlier version. */
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect } from '../../../electron/engine/database/connection.ts';
import { migrate } from '../../../electron/engine/database/migrate.ts';
import { migrations } from '../../../electron/engine/database/migrations/index.ts';
import { databaseFile, openStore } from '../../../electron/engine/database/open.ts';
import { startEngineProcess, storedCalls, temporaryFolder } from '../../support/engine-process.ts';
import { hmacSource, missedCall, post } from '../../support/generic-events.ts';
import { fillVersion, snapshot } from '../../support/stored-rows.ts';

const future = [...migrations, { name: 'future', sql: 'CREATE TABLE future (note TEXT) STRICT' }];

/** @param how a newer Ringback that was killed leaves its log behind. */
function newerDatabase(how: 'closed' | 'killed'): { dataFolder: string; rows: ReturnType<typeof snapshot> } {
  const written = temporaryFolder();
  const db = connect(databaseFile(written), { busyTimeoutMs: 0 });
  fillVersion(db, migrations.length);
  if (how === 'killed') db.pragma('wal_checkpoint(TRUNCATE)');
  migrate(db, { history: future });
  db.exec("INSERT INTO future VALUES ('x')");
  const rows = snapshot(db);
  if (how === 'closed') {
    db.close();
    return { dataFolder: written, rows };
  }
  const dataFolder = temporaryFolder();
  for (const suffix of ['', '-wal'])
    copyFileSync(databaseFile(written) + suffix, databaseFile(dataFolder) + suffix);
  db.close();
  return { dataFolder, rows };
}
const bytesOf = (dataFolder: string) =>
  ['', '-wal'].map((suffix) => {
    const file = databaseFile(dataFolder) + suffix;
    return existsSync(file) ? readFileSync(file).toString('base64') : '';
  });

describe('a database of a newer version', () => {
  it.each(['closed', 'killed'] as const)('is refused, and kept byte by byte: %s', (how) => {
    const { dataFolder, rows } = newerDatabase(how);
    const before = bytesOf(dataFolder);
    expect(() => openStore(dataFolder, 0)).toThrow(
      expect.objectContaining({
        fault: 'newer',
        message: expect.stringContaining('Install the newer version'),
      }),
    );
    expect(bytesOf(dataFolder)).toEqual(before);
    expect(readdirSync(dataFolder).filter((name) => /corrupt|backups/.test(name))).toEqual([]);
    // And the newer version finds everything.
    const again = connect(databaseFile(dataFolder), { busyTimeoutMs: 0 });
    migrate(again, { history: future });
    expect(snapshot(again)).toEqual(rows);
    again.close();
  });

  it('keeps the engine from storing calls, which says what to do and asks senders to come back', async () => {
    const { dataFolder } = newerDatabase('closed');
    const [before] = bytesOf(dataFolder);
    const engine = await startEngineProcess({ dataFolder, config: { port: 0, sources: [hmacSource] } });
    expect(engine.stderr()).toMatch(
      /store-newer.*A newer Ringback wrote.*Install the newer Ringback again\./,
    );
    expect((await post(engine.url, missedCall(1))).status).toBe(503);
    expect(await engine.stop()).toBe(0);
    expect(readFileSync(join(dataFolder, 'ringback.db')).toString('base64')).toBe(before);
    await expect(storedCalls(dataFolder)).rejects.toThrow(/this version of Ringback knows/);
  });
});
