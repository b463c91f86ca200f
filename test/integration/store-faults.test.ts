import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEngineProcess, storedCalls, temporaryFolder } from '../support/engine-process.ts';
import { eventually } from '../support/eventually.ts';
import { hmacSource, missedCall, post } from '../support/generic-events.ts';
import { canMount, mountSmallDisk } from '../support/small-disk.ts';

const config = { port: 0, sources: [hmacSource] };
const statusOf = async (url: string, n: number) => (await post(url, missedCall(n))).status;

describe('a database that cannot be used', () => {
  it.each([
    [
      'no database at all',
      (file: string) =>
        writeFileSync(file, 'this is not a database, it is a text of some length'.repeat(100)),
      ['call_2'],
    ],
    [
      'a damaged page',
      (file: string) => {
        const bytes = readFileSync(file);
        bytes.fill(0x5a, 4096 * 3, 4096 * 8);
        writeFileSync(file, bytes);
      },
      // What can be read of it is kept.
      ['call_2', 'call_1'],
    ],
  ])('is moved aside and started anew: %s', async (_name, damage, known) => {
    const dataFolder = temporaryFolder();
    const first = await startEngineProcess({ dataFolder, config });
    await post(first.url, missedCall(1));
    await first.stop();
    const file = join(dataFolder, 'ringback.db');
    damage(file);
    const damaged = readFileSync(file);
    const second = await startEngineProcess({ dataFolder, config });
    expect(await statusOf(second.url, 2)).toBe(200);
    await second.waitFor((line) => line.type === 'call');
    expect(second.stderr()).toMatch(
      /store-corrupt.*The call database was damaged\. It was kept as .*ringback\.db\.corrupt-/,
    );
    await second.stop();
    const kept = readdirSync(dataFolder).filter((name) => /\.corrupt-[^-]+-\d\d-\d\dT[\d-]+Z$/.test(name));
    expect(kept).toHaveLength(1);
    expect(readFileSync(join(dataFolder, kept[0] ?? '')).equals(damaged)).toBe(true);
    expect((await storedCalls(dataFolder)).map((call) => call.providerCallId)).toEqual(known);
  });

  it('is exchanged when it is damaged in use, and keeps everything that is accepted from then on', async () => {
    const dataFolder = temporaryFolder();
    const file = join(dataFolder, 'ringback.db');
    const engine = await startEngineProcess({ dataFolder, config, arguments: ['--quiet'] });
    let next = 0;
    const send = async (pad: string): Promise<number[]> => {
      const accepted: number[] = [];
      const one = async (n: number) => {
        const body = JSON.stringify({ ...missedCall(n), pad });
        if ((await post(engine.url, body)).status === 200) accepted.push(n);
      };
      await Promise.all(Array.from({ length: 20 }, () => one(next++)));
      return accepted;
    };
    // More than the connection's cache holds, and enough for the checkpoints to have a connection of their own.
    const pad = 'x'.repeat(100_000);
    for (let sent = 0; sent < 800; sent += 20) await send(pad);
    await eventually(
      () => statSync(file).size,
      (size) => size > 40_000_000,
    );
    writeFileSync(
      file,
      Buffer.alloc(statSync(file).size - 4096, 0x5a).fill(readFileSync(file).subarray(0, 4096), 0, 4096),
      { flag: 'r+' },
    );
    const aside = () => readdirSync(dataFolder).filter((name) => name.includes('.corrupt-'));
    await eventually(
      () => send('').then(aside),
      (names) => names.length > 0,
    );
    // Nobody has the damaged file open any more: its log is gone.
    expect(aside()).toEqual([expect.stringMatching(/Z$/)]);
    await eventually(
      () => send(''),
      (accepted) => accepted.length > 0,
    );
    const accepted = [...(await send(pad)), ...(await send(pad)), ...(await send(pad))];
    expect(accepted).toHaveLength(60);
    engine.kill('SIGKILL');
    await engine.ended;
    const again = await startEngineProcess({ dataFolder, config, arguments: ['--quiet'] });
    const known = async () => new Set((await storedCalls(dataFolder)).map((call) => call.providerCallId));
    await eventually(known, (calls) => accepted.every((n) => calls.has(`call_${n}`)));
    await again.stop();
  });

  it('asks senders to come back while another program has it locked, and then goes on by itself', async () => {
    const dataFolder = temporaryFolder();
    const engine = await startEngineProcess({ dataFolder, config });
    expect(await statusOf(engine.url, 1)).toBe(200);
    await engine.waitFor((line) => line.type === 'call');
    const other = new Database(join(dataFolder, 'ringback.db'));
    other.exec('BEGIN IMMEDIATE');
    const refused = await post(engine.url, missedCall(2));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect(engine.stderr()).toContain('store-locked');
    other.exec('COMMIT');
    other.close();
    expect(await statusOf(engine.url, 2)).toBe(200);
    await engine.stop();
    expect(await storedCalls(dataFolder)).toHaveLength(2);
  });

  it('lets only one engine work on a folder, and the second take over when the first is killed', async () => {
    const dataFolder = temporaryFolder();
    const first = await startEngineProcess({ dataFolder, config });
    const second = await startEngineProcess({ dataFolder, config });
    expect(await statusOf(second.url, 1)).toBe(503);
    expect(second.stderr()).toContain('store-locked');
    first.kill('SIGKILL');
    await eventually(
      () => statusOf(second.url, 1),
      (status) => status === 200,
    );
    await second.stop();
  });

  it.runIf(canMount())('answers 503 on a full disk and loses nothing', async () => {
    const disk = mountSmallDisk(3);
    onTestFinished(disk.unmount);
    const dataFolder = disk.folder;
    const engine = await startEngineProcess({ dataFolder, config });
    const accepted: number[] = [];
    for (let n = 0; n < 4000; n++) {
      const status = await statusOf(engine.url, n);
      if (status === 200) accepted.push(n);
      else {
        expect(status).toBe(503);
        break;
      }
    }
    expect(accepted.length).toBeGreaterThan(10);
    expect(accepted.length).toBeLessThan(4000);
    await eventually(
      () => engine.stderr(),
      (text) => text.includes('store-full'),
    );
    disk.resize(64);
    await eventually(
      () => statusOf(engine.url, 5000),
      (status) => status === 200,
    );
    await eventually(
      () => storedCalls(dataFolder),
      (calls) => calls.length === accepted.length + 1,
    );
    expect(new Set((await storedCalls(dataFolder)).map((call) => call.providerCallId))).toEqual(
      new Set([...accepted, 5000].map((n) => `call_${n}`)),
    );
    expect(await engine.stop()).toBe(0);
  });
});
