import { EventEmitter } from 'node:events';
import type { UtilityProcess } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Backoff } from '../../../electron/main/engine/backoff.ts';
import { engineEnvironment } from '../../../electron/main/engine/environment.ts';
import { EngineRequests } from '../../../electron/main/engine/requests.ts';
import { EngineSupervisor } from '../../../electron/main/engine/supervisor.ts';
import { toIpcError } from '../../../electron/main/ipc/errors.ts';
import { engineRelevant } from '../../../electron/main/settings/engine-relevant.ts';
import { engineConfigSchema } from '../../../shared/config/engine-config.ts';
import { settingsSchema } from '../../../shared/config/settings.ts';
import type { EngineMessage } from '../../../shared/contract/engine-protocol.ts';
import { sampleCompleteness, sampleReachability } from '../../support/samples.ts';

describe('restarts', () => {
  it('come at once, then after 250 ms doubling to 10 s, and anew after 30 s of health', () => {
    const backoff = new Backoff();
    expect(Array.from({ length: 9 }, () => backoff.next(100))).toEqual([
      0, 250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000,
    ]);
    expect(backoff.next(30_000)).toBe(0);
    expect(backoff.next(29_999)).toBe(250);
  });
});

describe('questions to the engine', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const summary = { toCallBack: 0, lastMissed: [], lastEventAt: null };

  it('wait until the engine takes them, and pair with their answers', async () => {
    const requests = new EngineRequests();
    const sent: number[] = [];
    const one = requests.ask('summary.get', {});
    const two = requests.ask('summary.get', {});
    requests.open(({ id }) => sent.push(id));
    requests.settle({ id: sent[1] ?? 0, ok: true, value: { ...summary, toCallBack: 2 } });
    requests.settle({ id: sent[0] ?? 0, ok: false, code: 'refused', message: 'no' });
    await expect(two).resolves.toEqual({ ...summary, toCallBack: 2 });
    await expect(one).rejects.toMatchObject({ name: 'EngineRefusedError', code: 'refused', message: 'no' });
  });

  it('tell a refusal from a failure, and only the refusal to the rep', async () => {
    const requests = new EngineRequests();
    const sent: number[] = [];
    requests.open(({ id }) => sent.push(id));
    const refused = requests.ask('summary.get', {}).catch(toIpcError);
    const failed = requests.ask('summary.get', {}).catch(toIpcError);
    requests.settle({ id: sent[0] ?? 0, ok: false, code: 'no-secret', message: 'It has no secret yet.' });
    requests.settle({ id: sent[1] ?? 0, ok: false, code: 'internal', message: 'SQLITE_CORRUPT' });
    await expect(refused).resolves.toEqual({ code: 'refused', message: 'It has no secret yet.' });
    await expect(failed).resolves.toMatchObject({ code: 'internal' });
    await expect(failed).resolves.not.toMatchObject({ message: expect.stringContaining('SQLITE') });
  });

  it('fail when the engine dies, but not those that it was never asked', async () => {
    const requests = new EngineRequests();
    requests.open(() => undefined);
    const lost = requests.ask('summary.get', {});
    requests.close();
    await expect(lost).rejects.toMatchObject({ name: 'EngineUnavailableError' });
    const kept = requests.ask('summary.get', {});
    requests.open(({ id }) => requests.settle({ id, ok: true, value: summary }));
    await expect(kept).resolves.toEqual(summary);
  });

  it('time out, and refuse an answer that breaks the contract', async () => {
    const requests = new EngineRequests(1000);
    requests.open(() => undefined);
    const late = expect(requests.ask('summary.get', {})).rejects.toMatchObject({
      name: 'EngineTimeoutError',
    });
    vi.advanceTimersByTime(1000);
    await late;
    requests.open(({ id }) => requests.settle({ id, ok: true, value: { toCallBack: 'many' } }));
    await expect(requests.ask('summary.get', {})).rejects.toMatchObject({ name: 'ZodError' });
  });
});

describe('the engine is configured anew', () => {
  const settings = settingsSchema.parse({});

  it.each([
    { port: 4600 },
    { region: 'GB' },
    { holdSeconds: 4.5 },
    { callDays: 30 },
    { deliveryDays: 3 },
  ] as const)('for %o', (change) => {
    expect(engineRelevant({ ...settings, ...change })).not.toBe(engineRelevant(settings));
  });

  it('not for what the shell alone looks at', () => {
    expect(engineRelevant({ ...settings, appearance: 'dark' })).toBe(engineRelevant(settings));
  });
});

describe('what the engine says of its configuration', () => {
  const told = (revision: number): EngineMessage[] => [
    { type: 'listening', revision, url: 'http://127.0.0.1:4519', port: 4519 },
    { type: 'reachability', revision, reachability: sampleReachability({ seenHostKey: 'SHA256:example' }) },
    {
      type: 'completeness',
      revision,
      completeness: { sources: [sampleCompleteness()], nothingMissingSince: null },
    },
    {
      type: 'subscriptions',
      revision,
      subscriptions: [
        {
          sourceId: 'main',
          transport: 'socket',
          state: 'healthy',
          reason: null,
          reasonCode: null,
          fix: null,
          canRepair: false,
          since: '2026-11-23T14:12:00.000Z',
        },
      ],
    },
  ];

  it('is not believed any more once it has another one', () => {
    const child = Object.assign(new EventEmitter(), { postMessage: () => undefined, kill: () => true });
    const supervisor = new EngineSupervisor({
      fork: () => child as unknown as UtilityProcess,
      configuration: () => ({
        dataFolder: '/data',
        config: engineConfigSchema.parse({ port: 4519, sources: [] }),
      }),
      log: () => undefined,
    });
    const tell = (message: EngineMessage): boolean => child.emit('message', message);
    supervisor.start();
    tell({ type: 'ready' });
    supervisor.reconfigure();
    for (const message of told(1)) tell(message);
    expect(supervisor.state).toMatchObject({
      url: null,
      reachability: null,
      completeness: null,
      subscriptions: [],
    });
    for (const message of told(2)) tell(message);
    expect(supervisor.state).toMatchObject({
      url: 'http://127.0.0.1:4519',
      reachability: { seenHostKey: 'SHA256:example' },
      completeness: { sources: [{ sourceId: 'main' }] },
      subscriptions: [{ sourceId: 'main' }],
    });
  });
});

describe('the engine’s environment', () => {
  it('has the named variables and no other', () => {
    expect(engineEnvironment({ PATH: '/bin', RINGBACK_SQLITE_BINDING: '/x.node', API_TOKEN: 'x' })).toEqual({
      PATH: '/bin',
      RINGBACK_SQLITE_BINDING: '/x.node',
    });
  });
});
