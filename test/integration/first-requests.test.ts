/** A phone system that is being set up: whatever is wrong with its first request is told at once, and ends with a genuine one. */
import { describe, expect, it } from 'vitest';
import { engineConfigSchema } from '#shared/config/engine-config.ts';
import { temporaryFolder } from '../support/engine-process.ts';
import { eventually } from '../support/eventually.ts';
import { hmacSecret, missedCall, signed } from '../support/generic-events.ts';
import { type LiveEngine, startLiveEngine } from '../support/live-engine.ts';

const source = (id: string) => ({ id, provider: 'hmac', secrets: [hmacSecret] });

const send = (live: LiveEngine, path: string, n = 1, secret = hmacSecret) => {
  const body = JSON.stringify(missedCall(n));
  return fetch(`${live.url}/hooks/${path}`, { method: 'POST', body, headers: signed(body, secret) }).then(
    ({ status }) => status,
  );
};
const problem = (live: LiveEngine, code: string) =>
  eventually(
    () => live.problems.filter((one) => one.code === code),
    ({ length }) => length === 1,
  );
const gone = (live: LiveEngine) =>
  eventually(
    () => live.problems,
    ({ length }) => length === 0,
  );
/** The engine knows what has brought events once its store has answered this. */
const start = async (sources: readonly object[], options: { dataFolder?: string } = {}) => {
  const live = await startLiveEngine(sources, options);
  await live.engine.request('subscriptions.list', {});
  await live.calls();
  return live;
};

describe('the first request', () => {
  it('with another secret is told at once, and taken back by a genuine one', async () => {
    const live = await start([source('sales-line')]);
    expect(await send(live, 'sales-line', 1, 'another secret')).toBe(401);
    expect(await problem(live, 'secret-mismatch')).toMatchObject([
      { sourceId: 'sales-line', message: expect.stringContaining('signed with another secret') },
    ]);
    expect(await send(live, 'sales-line')).toBe(200);
    await gone(live);
    // From now on it is known to work: one stranger's guess is no news.
    expect(await send(live, 'sales-line', 2, 'a guess')).toBe(401);
    expect(await send(live, 'sales-line', 3)).toBe(200);
    expect(live.problems).toEqual([]);
  });

  it('without a signature is told in its own words', async () => {
    const live = await start([source('sales-line')]);
    const { status } = await fetch(`${live.url}/hooks/sales-line`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(missedCall(1)),
    });
    expect(status).toBe(401);
    expect(await problem(live, 'secret-mismatch')).toMatchObject([
      { message: expect.stringContaining('without the signature') },
    ]);
  });

  it('is not told of a phone system that worked before a restart', async () => {
    const dataFolder = temporaryFolder();
    const before = await start([source('sales-line')], { dataFolder });
    expect(await send(before, 'sales-line')).toBe(200);
    await eventually(before.calls, ({ length }) => length === 1);
    await before.engine.stop();
    const live = await start([source('sales-line')], { dataFolder });
    expect(await send(live, 'sales-line', 2, 'a guess')).toBe(401);
    expect(await send(live, 'sales-line', 3)).toBe(200);
    expect(live.problems).toEqual([]);
  });
});

describe('an address', () => {
  it('with a slash behind it is the same', async () => {
    const live = await start([source('sales-line')]);
    expect(await send(live, 'sales-line/')).toBe(200);
    await eventually(live.calls, ({ length }) => length === 1);
  });

  it.each(['salesline', 'Sales-Line', 'sales-lines', 'sales_line/'])(
    'that was meant for a phone system is told with the right one: %s',
    async (path) => {
      const live = await start([source('sales-line'), source('support')]);
      expect(await send(live, path)).toBe(404);
      expect(await problem(live, 'unknown-path')).toMatchObject([
        {
          sourceId: 'sales-line',
          message: `A request came to /hooks/${path}. This phone system's address ends in /hooks/sales-line.`,
        },
      ]);
      expect(await send(live, 'sales-line')).toBe(200);
      await gone(live);
    },
  );

  it('that looks like none is told while one phone system still waits for its first call', async () => {
    const live = await start([source('sales-line')]);
    expect(await send(live, 'webhook')).toBe(404);
    expect(await problem(live, 'unknown-path')).toMatchObject([{ sourceId: 'sales-line' }]);
    await live.engine.reconfigure(engineConfigSchema.parse({ sources: [source('another')] }));
    await gone(live);
  });

  it('that strangers try is not told: neither long nor odd ones, nor any where all phone systems work', async () => {
    const live = await start([source('sales-line')]);
    expect(await send(live, 'x'.repeat(81))).toBe(404);
    expect(await send(live, '%22%3Cscript%3E%22;')).toBe(404);
    expect(await send(live, 'sales-line')).toBe(200);
    expect(await send(live, 'wp-login.php')).toBe(404);
    expect(await send(live, 'sales-line', 2)).toBe(200);
    expect(live.problems).toEqual([]);
  });
});
