import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reachability } from '../../../shared/contract/tunnel.ts';
import {
  type EngineProcess,
  startEngineProcess,
  storedDeliveries,
  temporaryFolder,
} from '../../support/engine-process.ts';
import { eventually } from '../../support/eventually.ts';
import { hmacSource, missedCall, signed } from '../../support/generic-events.ts';
import { publicClient } from '../../support/tunnels/https-client.ts';
import { type NgrokEdge, startNgrokEdge } from '../../support/tunnels/ngrok-edge.ts';

const authtoken = '2nd_secretAuthtoken0123456789';
let edge: NgrokEdge;
let engine: EngineProcess;
let dataFolder: string;

const states = (): Reachability[] =>
  engine.lines.flatMap((line) => (line.type === 'reachability' ? [line.reachability] : []));
const state = (): Reachability | undefined => states().at(-1);

/** @returns milliseconds until it has this phase. */
async function timeUntil(phase: Reachability['phase'], timeoutMs = 30_000): Promise<number> {
  const from = performance.now();
  await eventually(
    () => state()?.phase,
    (current) => current === phase,
    timeoutMs,
  );
  return Math.round(performance.now() - from);
}

beforeEach(async () => {
  edge = await startNgrokEdge();
  dataFolder = temporaryFolder();
  engine = await startEngineProcess({
    config: {
      port: 0,
      sources: [hmacSource],
      tunnel: {
        settings: { kind: 'ngrok', server: { address: edge.address, caCertificate: edge.caCertificate } },
        secret: authtoken,
      },
    },
    dataFolder,
  });
  await timeUntil('listening');
});
afterEach(async () => {
  expect(engine.stderr()).not.toContain(authtoken);
  await engine.stop();
  await edge.close();
});

describe('the engine with the real ngrok SDK', () => {
  it('says why it is not listening, and is back within 5 s after each of 20 drops (p95)', async () => {
    const times: number[] = [];
    for (let drop = 0; drop < 20; drop += 1) {
      const isLong = drop % 4 === 3;
      if (isLong) edge.goOffline();
      else edge.drop();
      if (isLong) {
        expect(await timeUntil('not-listening')).toBeLessThan(1_000);
        expect(state()?.reason).not.toBeNull();
        // The length of the outage is what is tested.
        await pause(1_500);
        edge.resume();
      } else await timeUntil('not-listening');
      times.push(await timeUntil('listening'));
    }
    const sorted = times.toSorted((a, b) => a - b);
    const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
    console.log(`20 drops: back after p50 ${sorted[9]} ms, p95 ${p95} ms, at most ${sorted.at(-1)} ms`);
    expect(p95).toBeLessThan(5_000);
  }, 120_000);

  it('is back within 5 s after 10 s without ngrok', async () => {
    edge.goOffline();
    expect(await timeUntil('not-listening')).toBeLessThan(1_000);
    // The length of the outage is what is tested.
    await pause(10_000);
    expect(state()?.phase).toBe('not-listening');
    edge.resume();
    const back = await timeUntil('listening');
    console.log(`10 s without ngrok: back after ${back} ms`);
    expect(back).toBeLessThan(5_000);
  }, 60_000);

  it('says within 30 s that a session stalls, and takes what comes after it', async () => {
    edge.stall();
    const noticed = await timeUntil('not-listening', 30_000);
    console.log(`stall: noticed after ${noticed} ms`);
    edge.resume();
    await timeUntil('listening');
    const client = publicClient(edge.caCertificate);
    const body = JSON.stringify(missedCall(1));
    expect((await client.post(`${edge.publicOrigin}/hooks/main`, body, signed(body))).status).toBe(200);
    client.close();
  }, 60_000);

  it("counts nothing of its own probes, and does not answer a stranger's", async () => {
    const client = publicClient(edge.caCertificate);
    const before = edge.requests;
    expect(before).toBeGreaterThan(0);
    const header = `AAAAAAAAAAAAAAAAAAAAAA.${Date.now()}.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`;
    expect((await client.post(`${edge.publicOrigin}/probe`, '')).status).toBe(404);
    expect((await client.post(`${edge.publicOrigin}/probe`, '', { 'ringback-probe': header })).status).toBe(
      404,
    );
    client.close();
    expect(await storedDeliveries(dataFolder)).toEqual([]);
  });

  it('closes the tunnel within 2 s when it ends', async () => {
    const from = performance.now();
    expect(await engine.stop()).toBe(0);
    expect(performance.now() - from).toBeLessThan(2_000);
    await eventually(
      () => edge.sessions,
      (sessions) => sessions === 0,
    );
  });
});
