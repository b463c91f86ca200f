import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  startEngineProcess,
  storedCalls,
  storedDeliveries,
  temporaryFolder,
} from '../support/engine-process.ts';
import { eventually } from '../support/eventually.ts';
import { hmacSource, missedCall, post } from '../support/generic-events.ts';

const config = { port: 0, sources: [hmacSource] };

describe('the headless engine', () => {
  it('finishes what was accepted on SIGTERM and exits with 0', async () => {
    const dataFolder = temporaryFolder();
    const engine = await startEngineProcess({ dataFolder, config });
    const sent = Array.from({ length: 200 }, (_, n) =>
      post(engine.url, missedCall(n)).then((response) => response.status),
    );
    await Promise.race(sent);
    const code = await engine.stop();
    const answers = await Promise.allSettled(sent);
    const accepted = answers.filter((answer) => answer.status === 'fulfilled' && answer.value === 200).length;
    expect(code).toBe(0);
    expect(accepted).toBeGreaterThan(0);
    expect((await storedCalls(dataFolder)).length).toBeGreaterThanOrEqual(accepted);
  });

  it('writes files that nobody else can read, also into a folder that others can look into', async () => {
    const dataFolder = temporaryFolder();
    chmodSync(dataFolder, 0o755);
    const engine = await startEngineProcess({ dataFolder, config });
    expect((await post(engine.url, missedCall(1))).status).toBe(200);
    const modes = readdirSync(dataFolder).map((name) => [
      name,
      statSync(join(dataFolder, name)).mode & 0o777,
    ]);
    expect(modes).toEqual(modes.map(([name]) => [name, 0o600]));
    expect(modes.map(([name]) => name)).toContain('ringback.db');
    await engine.stop();
  });

  it('says its state after its address, in the words of the tray and the window', async () => {
    const engine = await startEngineProcess({ dataFolder: temporaryFolder(), config });
    const report = await engine.waitFor((line) => line.type === 'status' && line.state !== 'connecting');
    expect(engine.lines[0]?.type).toBe('listening');
    expect(report).toEqual({
      type: 'status',
      state: 'not-set-up',
      text: `${hmacSource.id} cannot reach this computer yet. It needs a tunnel.`,
      attention: [],
    });
    await engine.stop();
  });

  it('calls the making of a new database no update', async () => {
    const engine = await startEngineProcess({ dataFolder: temporaryFolder(), config });
    expect((await post(engine.url, missedCall(1))).status).toBe(200);
    expect(await engine.stop()).toBe(0);
    expect(engine.stderr()).toBe('');
  });

  it('goes on when nobody reads its stdout any more', async () => {
    const dataFolder = temporaryFolder();
    const engine = await startEngineProcess({ dataFolder, config });
    engine.stopReading();
    expect((await post(engine.url, missedCall(1))).status).toBe(200);
    await eventually(
      () => engine.stderr(),
      (logged) => logged.includes('The reader of stdout has gone'),
    );
    expect((await post(engine.url, missedCall(2))).status).toBe(200);
    expect(await engine.stop()).toBe(0);
    expect(await storedCalls(dataFolder)).toHaveLength(2);
  });

  it('prints nothing but the address with --quiet, and empty arrays for an empty folder', async () => {
    const dataFolder = temporaryFolder();
    expect(await storedCalls(dataFolder)).toEqual([]);
    const engine = await startEngineProcess({ dataFolder, config, arguments: ['--quiet'] });
    await post(engine.url, missedCall(1));
    await engine.stop();
    expect(engine.lines.map((line) => line.type)).toEqual(['listening']);
    expect(await storedDeliveries(dataFolder)).toMatchObject([
      { eventId: 'evt_1', outcome: 'accepted', status: 200, attempts: 1 },
    ]);
  });

  it('lives at the time that --clock gives it', async () => {
    const dataFolder = temporaryFolder();
    const source = { ...hmacSource, options: { preset: 'stripe' } };
    const engine = await startEngineProcess({
      dataFolder,
      config: { sources: [source] },
      arguments: ['--clock', '2021-02-25T15:02:10Z'],
    });
    await fetch(`${engine.url}/hooks/main`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    await engine.stop();
    const [delivery] = await storedDeliveries(dataFolder);
    expect(delivery?.receivedAt).toMatch(/^2021-02-25T15:02:1/);
  });

  it('says which port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(
      startEngineProcess({ dataFolder: temporaryFolder(), config: { ...config, port } }),
    ).rejects.toThrow(
      new RegExp(`Port ${port} on 127.0.0.1 cannot be listened on: another program is using it`),
    );
    other.close();
  });

  it('says which key of the configuration is wrong', async () => {
    const wrong = { ...config, sources: [{ ...hmacSource, secret: 'x' }] };
    await expect(startEngineProcess({ dataFolder: temporaryFolder(), config: wrong })).rejects.toThrow(
      /sources\[0\]\.secret: is not a known key; did you mean "secrets"\?/,
    );
  });

  it('refuses a data folder that is a file, with a reason, and answers 503 until it can store', async () => {
    const file = join(temporaryFolder(), 'data');
    writeFileSync(file, '');
    const engine = await startEngineProcess({ dataFolder: file, config });
    const response = await post(engine.url, missedCall(1));
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(engine.stderr()).toContain('store-failed');
    expect(await engine.stop()).toBe(0);
  });
});
