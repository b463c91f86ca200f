/**
 * The simulator against the headless engine: for every provider, everything that can be simulated has the effect that a
 * vendor's own request of that kind would have. One source for each of them; all traffic is sent first and then judged.
 */
import { execFile } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineConfigSchema } from '#shared/config/engine-config.ts';
import type { Call } from '#shared/contract/calls.ts';
import type { Delivery } from '#shared/contract/deliveries.ts';
import { type SimulatedEvent, type SimulationResult, simulatedEvents } from '#shared/contract/simulator.ts';
import { type ProviderId, providerIds } from '#shared/providers/index.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { startEngine } from '../../electron/engine/index.ts';
import { simulate, stormCalls } from '../../electron/engine/simulator/scenarios.ts';
import { sendAll } from '../../electron/engine/simulator/send.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { ignoredEvents } from '../support/engine-events.ts';
import {
  type EngineProcess,
  startEngineProcess,
  storedCalls,
  storedDeliveries,
  temporaryFolder,
} from '../support/engine-process.ts';
import { simulatedSources } from '../support/simulated-sources.ts';

const simulated = simulatedSources();
const cases = simulated.flatMap((source) => simulatedEvents.map((event) => ({ ...source, event })));
const idOf = ({ name, event }: { name: string; event: SimulatedEvent }): string => `${name}-${event}`;

it('covers every provider', () => {
  const covered = new Set(simulated.map(({ provider }) => provider));
  expect(providerIds.filter((id) => !covered.has(id))).toEqual([]);
});

describe('simulated requests', () => {
  const results = new Map<string, SimulationResult>();
  let calls: Call[] = [];
  let deliveries: Delivery[] = [];

  beforeAll(async () => {
    const dataFolder = temporaryFolder();
    const publicUrl = (id: string) => `https://relay.example.com/hooks/${id}?from=vendor`;
    const engine = await startEngineProcess({
      dataFolder,
      config: {
        port: 0,
        sources: cases.map(({ provider, secrets, options, ...one }) => ({
          id: idOf(one),
          provider,
          secrets,
          options,
          publicUrl: publicUrl(idOf(one)),
        })),
      },
      arguments: ['--quiet'],
    });
    for (const { event, provider, secrets, options, privateKey, ...one } of cases) {
      const id = idOf({ ...one, event });
      const source = {
        provider,
        secret: secrets[0] ?? '',
        privateKey,
        publicUrl: publicUrl(id),
        options,
      };
      const requests = await simulate(event, source, Date.now());
      const sent = { url: `${engine.url}/hooks/${id}`, publicUrl: publicUrl(id), isStorm: event === 'storm' };
      results.set(id, await sendAll(requests, sent));
    }
    expect(await engine.stop()).toBe(0);
    calls = await storedCalls(dataFolder);
    deliveries = await storedDeliveries(dataFolder);
  }, 60_000);

  const outcomes = (id: string) =>
    calls.filter(({ sourceId }) => sourceId === id).map(({ outcome }) => outcome);
  const statuses = (id: string) => (results.get(id)?.requests ?? []).map(({ status }) => status);
  const answeredWell = (id: string, isChallenged: boolean) => {
    const all = statuses(id);
    expect(all.length).toBeGreaterThan(0);
    for (const status of all) {
      if (isChallenged && status === 401) continue;
      expect(status).toBeGreaterThanOrEqual(200);
      expect(status).toBeLessThan(300);
    }
    if (isChallenged) expect(all.filter((status) => status === 401)).toHaveLength(all.length / 2);
  };

  describe.each(simulated)('$name', ({ name, hasTime, isChallenged }) => {
    it.each(['missed', 'voicemail', 'answered'] as const)('%s is one call with that outcome', (event) => {
      answeredWell(`${name}-${event}`, isChallenged);
      expect(outcomes(`${name}-${event}`)).toEqual([event]);
    });

    it.each(['duplicate', 'out-of-order'])('%s is one missed call', (event) => {
      answeredWell(`${name}-${event}`, isChallenged);
      expect(outcomes(`${name}-${event}`)).toEqual(['missed']);
    });

    it('repeats are recorded as such', () => {
      const of = deliveries.filter(({ sourceId }) => sourceId === `${name}-duplicate`);
      expect(of.filter(({ outcome }) => outcome === 'duplicate')).toHaveLength(2);
    });

    it('a caller and a line are known', () => {
      const call = calls.find(({ sourceId }) => sourceId === `${name}-missed`);
      expect(call).toMatchObject({ direction: 'inbound', to: '+14155550100' });
      expect(call?.from).toMatch(/^\+141555501\d\d$/);
    });

    it('what was tampered with is refused', () => {
      const all = statuses(`${name}-tampered`);
      expect(all.length).toBeGreaterThan(0);
      expect(all.every((status) => status === 401)).toBe(true);
      expect(outcomes(`${name}-tampered`)).toEqual([]);
    });

    it(hasTime ? 'what is stale is refused' : 'what is stale is accepted, as nothing tells its age', () => {
      if (!hasTime) answeredWell(`${name}-stale`, isChallenged);
      else expect(new Set(statuses(`${name}-stale`))).toEqual(new Set([401]));
      expect(outcomes(`${name}-stale`)).toEqual(hasTime ? [] : ['missed']);
    });

    it('a storm is kept completely, each call once', () => {
      answeredWell(`${name}-storm`, isChallenged);
      expect(outcomes(`${name}-storm`)).toEqual(Array.from({ length: stormCalls }, () => 'missed'));
    });
  });
});

describe('npm run simulate', () => {
  const cli = fileURLToPath(new URL('../../electron/engine/simulator/cli.ts', import.meta.url));
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, [cli, ...args]).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
  const dataFolder = temporaryFolder();
  let engine: EngineProcess;
  let keyPair: { publicKey: KeyObject; privateKey: KeyObject };
  beforeAll(async () => {
    keyPair = generateKeyPairSync('ed25519');
    const publicKey = Buffer.from(keyPair.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
    engine = await startEngineProcess({
      dataFolder,
      config: {
        port: 0,
        sources: [
          { id: 'main', provider: 'aircall', secrets: ['token of the webhook'] },
          { id: 'keys', provider: 'telnyx', secrets: [publicKey.toString('base64')] },
        ],
      },
    });
  });
  afterAll(() => engine.stop());

  it('tells each request with its status', async () => {
    const url = `${engine.url}/hooks/main`;
    const { code, stdout } = await run(
      ...['--provider', 'aircall', '--event', 'missed', '--url', url, '--secret', 'token of the webhook'],
    );
    expect(code).toBe(0);
    expect(stdout).toBe('200  call.created\n200  call.hungup\n200  call.ended\n');
    await engine.waitFor((line) => line.type === 'call' && line.call.outcome === 'missed');
  });

  it('says plainly that a public key cannot sign, and takes a private one', async () => {
    const args = ['--provider', 'telnyx', '--event', 'missed', '--url', `${engine.url}/hooks/keys`];
    const without = await run(...args, '--secret', 'public key');
    expect(without.code).toBe(1);
    expect(without.stderr).toMatch(/the public key of this source cannot sign.*--private-key/s);
    const file = join(temporaryFolder(), 'key.pem');
    writeFileSync(file, keyPair.privateKey.export({ format: 'pem', type: 'pkcs8' }));
    const signed = await run(...args, '--private-key', file);
    expect(signed).toMatchObject({ code: 0, stdout: '200  call.initiated\n200  call.hangup\n' });
  });

  it('explains what it expects', async () => {
    const { code, stderr } = await run('--provider', 'nobody', '--event', 'missed', '--url', 'ftp://x');
    expect(code).toBe(1);
    expect(stderr).toMatch(/--provider: .*--url: .*Usage:/s);
    const nowhere = await run(
      ...['--provider', 'hmac', '--event', 'missed', '--url', 'http://127.0.0.1:9/hooks/main'],
      ...['--secret', 'x'],
    );
    expect([nowhere.code, nowhere.stderr]).toEqual([
      1,
      expect.stringContaining('http://127.0.0.1:9 did not answer'),
    ]);
  });
});

describe('simulator.send', () => {
  const opened: Engine[] = [];
  afterAll(() => Promise.all(opened.map((engine) => engine.stop())));
  const open = async (sources: { id: string; provider: ProviderId; secrets: string[] }[]) => {
    const engine = await startEngine({
      config: engineConfigSchema.parse({ sources }),
      dataFolder: temporaryFolder(),
      clock: systemClock,
      clockStartMs: null,
      onPortTaken: 'throw',
      events: ignoredEvents,
    });
    opened.push(engine);
    return engine;
  };

  it('goes to the own listener, signed with the live secret', async () => {
    const engine = await open([{ id: 'main', provider: 'zoom', secrets: ['secret token'] }]);
    const { requests } = await engine.request('simulator.send', { sourceId: 'main', event: 'missed' });
    expect(requests.map(({ status }) => status)).toEqual([200, 200, 200]);
    const forged = await engine.request('simulator.send', { sourceId: 'main', event: 'tampered' });
    expect(forged.requests.map(({ status }) => status)).toEqual([401, 401]);
  });

  it.each([
    ['an unknown source', 'nobody', 'There is no such phone system.'],
    ['a source without a secret', 'bare', 'has no secret yet'],
    ['a public key', 'keys', 'signs with a private key that only the vendor has'],
  ])('refuses %s in plain words', async (_name, sourceId, message) => {
    const engine = await open([
      { id: 'bare', provider: 'zoom', secrets: [] },
      { id: 'keys', provider: 'telnyx', secrets: ['11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo='] },
    ]);
    await expect(engine.request('simulator.send', { sourceId, event: 'missed' })).rejects.toThrow(message);
  });
});
