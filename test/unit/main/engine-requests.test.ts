import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Backoff } from '../../../electron/main/engine/backoff.ts';
import { engineEnvironment } from '../../../electron/main/engine/environment.ts';
import { EngineRequests } from '../../../electron/main/engine/requests.ts';
import { toIpcError } from '../../../electron/main/ipc/errors.ts';

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

describe('the engine’s environment', () => {
  it('has the named variables and no other', () => {
    expect(
      engineEnvironment({ PATH: '/bin', RINGBACK_SQLITE_BINDING: '/x.node', API_TOKEN: 'x' }, false),
    ).toEqual({
      PATH: '/bin',
      RINGBACK_SQLITE_BINDING: '/x.node',
    });
    // A package loads no code that the environment names.
    expect(engineEnvironment({ PATH: '/bin', RINGBACK_SQLITE_BINDING: '/x.node' }, true)).toEqual({
      PATH: '/bin',
    });
  });
});
