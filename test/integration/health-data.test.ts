import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressSchema } from '#shared/config/sources.ts';
import { createAddressList } from '../../electron/engine/sources/address-list.ts';
import {
  type EngineProcess,
  startEngineProcess,
  storedDeliveries,
  temporaryFolder,
} from '../support/engine-process.ts';
import { eventually } from '../support/eventually.ts';
import { hmacSecret, hmacSource, missedCall, post, signed } from '../support/generic-events.ts';
import { appendEvent, openTestStore, workOff } from '../support/store.ts';

const now = Date.UTC(2026, 10, 23, 14, 0, 0);
const open = (dataFolder: string, sourceIds: readonly string[], fingerprints: readonly string[] = []) =>
  openTestStore({ dataFolder, sourceIds, fingerprints, clock: { now: () => now } });

describe('dead letters', () => {
  it('can be tried dry, then reprocessed, and notify once', () => {
    const dataFolder = temporaryFolder();
    const without = open(dataFolder, []);
    appendEvent(without, missedCall(1), now);
    without.worker.slice(10);
    const [letter] = without.request('deliveries.list', { limit: 10, outcomes: ['failed'] }).deliveries;
    expect(letter).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('removed from Settings'),
      reasonCode: 'source-removed',
    });
    const ids = [letter?.id ?? ''];
    expect(without.request('deliveries.reprocess', { dryRun: true })).toMatchObject({
      results: [{ result: 'failed' }],
    });
    without.close();

    const told: string[] = [];
    const store = openTestStore({
      dataFolder,
      clock: { now: () => now },
      onReprocessed: (calls) => told.push(...calls.map(({ providerCallId }) => providerCallId)),
    });
    const reprocess = (dryRun: boolean) => store.request('deliveries.reprocess', { ids, dryRun });
    const processed = {
      results: [
        { id: ids[0], result: 'processed', calls: [{ providerCallId: 'call_1', outcome: 'missed' }] },
      ],
    };
    expect(reprocess(true)).toMatchObject(processed);
    expect(store.request('calls.list', { limit: 10 }).calls).toEqual([]);
    // What did not happen is told to nobody.
    expect(told).toEqual([]);
    expect(store.worker.slice(10).notifications).toEqual([]);
    expect(reprocess(false)).toMatchObject(processed);
    expect(told).toEqual(['call_1']);
    expect(store.worker.slice(10).notifications).toHaveLength(1);
    expect(reprocess(false)).toMatchObject({ results: [{ result: 'unknown' }] });
    expect(store.worker.slice(10).notifications).toEqual([]);
    expect(store.request('deliveries.list', { limit: 10, outcomes: ['failed'] }).deliveries).toEqual([]);
    store.close();
  });

  it('leave the others that are processed with them as they would be without', () => {
    const store = open(temporaryFolder(), ['main']);
    appendEvent(store, missedCall(1), now);
    appendEvent(store, missedCall(2), now, 'removed');
    appendEvent(store, missedCall(3), now);
    appendEvent(store, missedCall(4), now, 'removed');
    const { notifications } = workOff(store);
    expect(notifications.map(({ call }) => call.providerCallId)).toEqual(['call_1', 'call_3']);
    expect(store.request('calls.list', { limit: 10 }).total).toBe(2);
    expect(store.request('summary.get', {}).toCallBack).toBe(
      store.request('followUps.list', { limit: 10, state: 'open' }).followUps.length,
    );
    expect(store.request('deliveries.list', { limit: 10, outcomes: ['failed'] }).deliveries).toHaveLength(2);
    expect(store.backlog()).toBe(0);
    store.close();
  });
});

describe('health', () => {
  it('tells when each live secret was last used, and what was refused', () => {
    const store = open(temporaryFolder(), ['main'], ['aaaaaa', 'bbbbbb']);
    store.noteSecretUses([{ sourceId: 'main', fingerprint: 'bbbbbb', at: now }]);
    const refusal = {
      sourceId: 'main',
      receivedAt: now - 1000,
      outcome: 'rejected' as const,
      status: 401,
      reason: 'signature does not match',
      reasonCode: 'mismatch' as const,
      sender: '203.0.113.9',
      origin: 'webhook' as const,
      body: Buffer.from('{}'),
      request: null,
    };
    store.recordUnaccepted([refusal, { ...refusal, receivedAt: now - 90_000_000 }]);
    expect(store.request('sources.getHealth', {})).toMatchObject([
      {
        sourceId: 'main',
        lastEventAt: null,
        refused: 1,
        lastRefusal: { reason: 'signature does not match', code: 'mismatch' },
        secrets: [{ lastUsedAt: null }, { lastUsedAt: new Date(now).toISOString() }],
      },
    ]);
    store.close();
  });

  it('keeps no more than 1,000 refused deliveries', () => {
    const store = open(temporaryFolder(), ['main']);
    const refusal = {
      sourceId: 'main',
      receivedAt: now,
      outcome: 'rejected' as const,
      status: 401,
      reason: 'no',
      reasonCode: 'malformed' as const,
      sender: '203.0.113.9',
      origin: 'webhook' as const,
      body: null,
      request: null,
    };
    for (let round = 0; round < 3; round++)
      store.recordUnaccepted(Array.from({ length: 700 }, () => refusal));
    let count = 0;
    for (let before: string | undefined; ; ) {
      const page = store.request('deliveries.list', { limit: 500, ...(before ? { before } : {}) });
      count += page.deliveries.length;
      if (page.nextBefore === null) break;
      before = page.nextBefore;
    }
    // Beyond 1,000 it is cut to 900, so that not every refusal has to make room.
    expect(count).toBeLessThanOrEqual(1000);
    expect(count).toBeGreaterThanOrEqual(900);
    store.close();
  });
});

describe('a source with a list of allowed addresses', () => {
  const dataFolder = temporaryFolder();
  let engine: EngineProcess;
  beforeAll(async () => {
    const source = {
      ...hmacSource,
      secrets: ['old secret', hmacSecret],
      allowedAddresses: ['203.0.113.0/24', '2001:db8::1'],
    };
    engine = await startEngineProcess({ dataFolder, config: { port: 0, sources: [source] } });
  });
  afterAll(() => engine.stop());

  it('takes what its vendor sends, and refuses others whatever they claim', async () => {
    const status = async (n: number, forwarded: string) =>
      (await post(engine.url, missedCall(n), { 'x-forwarded-for': forwarded })).status;
    expect(await status(1, '203.0.113.77')).toBe(200);
    expect(await status(2, '2001:db8::1')).toBe(200);
    expect(await status(3, '198.51.100.1')).toBe(403);
    expect(await status(3, '203.0.113.77, 198.51.100.1')).toBe(403);
    expect(await status(3, 'nonsense')).toBe(403);
  });

  it('keeps a refused body and who sent it; of a large one the beginning', async () => {
    for (const size of [10_000, 70_000]) {
      const body = JSON.stringify({ note: 'x'.repeat(size) });
      await post(engine.url, body, { ...signed(body, 'wrong secret'), 'x-forwarded-for': '203.0.113.77' });
    }
    await eventually(
      () => storedDeliveries(dataFolder),
      (stored) => stored.filter(({ status }) => status === 401).length === 2,
    );
    await engine.stop();
    const store = open(dataFolder, ['main']);
    const newest = store.request('deliveries.list', { limit: 2 }).deliveries;
    const details = newest.map(({ id }) => store.request('deliveries.get', { id }));
    for (const one of details)
      expect(one).toMatchObject({
        sender: '203.0.113.77',
        delivery: { reason: 'signature does not match', reasonCode: 'mismatch', outcome: 'rejected' },
      });
    expect(details.map((one) => one?.body?.length)).toEqual([4096, 10_011]);
    store.close();
  });
});

const isAddressOrBlock = (text: string): boolean => addressSchema.safeParse(text).success;

it('reads addresses and blocks of both families', () => {
  expect(['192.0.2.1', '192.0.2.0/24', '::1', '2001:db8::/32'].map(isAddressOrBlock)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['192.0.2.256', '192.0.2.0/33', 'example.com', '::/129', ''].map(isAddressOrBlock)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
  const list = createAddressList(['192.0.2.0/24', '2001:db8::/32']);
  expect(
    ['192.0.2.200', '::ffff:192.0.2.1', '2001:db8::9', '192.0.3.1', '2001:db9::1', 'x'].map((a) =>
      list.includes(a),
    ),
  ).toEqual([true, true, true, false, false, false]);
});
