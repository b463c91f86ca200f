/** Webhooks and the call log tell of the same calls in any order, repeated, with pauses: the end is always the same. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { providerDescriptions } from '#shared/providers/index.ts';
import { logDelivery } from '../../../electron/engine/catch-up/log-delivery.ts';
import { createStore } from '../../../electron/engine/store-thread/store.ts';
import { callLogOf } from '../../support/call-logs/adapters.ts';
import { type Happened, playedVendors } from '../../support/call-logs/vendors.ts';
import { temporaryFolder } from '../../support/engine-process.ts';
import { testSettings, workOff } from '../../support/store.ts';
import { webhookDelivery } from '../../support/verified.ts';

const at = Date.UTC(2026, 10, 23, 14);
const calls: Happened[] = [
  { n: 1, at, isMissed: true, from: '+14155550123' },
  { n: 2, at: at + 60_000, isMissed: true, from: '+14155550124' },
];

/** All that tells of the two calls: webhooks, and the records of the log. */
async function tellings(vendor: (typeof playedVendors)[number]) {
  const log = callLogOf(vendor.provider);
  const answer = vendor.api(() => calls);
  const fetchFromVendor: typeof fetch = async (input, init) => {
    const url = new URL(String(input instanceof Request ? input.url : input));
    const headers = Object.fromEntries(new Headers(init?.headers));
    const { status = 200, json } = answer({ method: 'GET', url, headers, body: '' });
    return new Response(JSON.stringify(json), { status });
  };
  const real = globalThis.fetch;
  globalThis.fetch = fetchFromVendor;
  try {
    const records = [];
    const query = { from: at - 60_000, to: at + 600_000, cursor: null };
    const source = { options: { apiBaseUrl: 'http://127.0.0.1:9' }, credentials: vendor.credentials };
    const signal = new AbortController().signal;
    for await (const page of log.list(query, { source, signal, attempt: (action) => action() }))
      records.push(...page.records);
    return {
      records: records.flatMap((record) => logDelivery(log, 'main', record, at) ?? []),
      webhooks: calls
        .flatMap((call) => vendor.webhooks(call))
        .map(({ contentType, body }) =>
          webhookDelivery({ receivedAt: at, contentType, body: Buffer.from(body) }),
        ),
    };
  } finally {
    globalThis.fetch = real;
  }
}

it.each(playedVendors)('$provider: one call, one follow-up, told once', async (vendor) => {
  expect(providerDescriptions[vendor.provider].callLog).toBeDefined();
  const { records, webhooks } = await tellings(vendor);
  expect(records.length).toBeGreaterThanOrEqual(calls.length);
  const source = { id: 'main', provider: vendor.provider, options: {} };
  const all = [...records, ...webhooks];
  // The log alone or all webhooks, and anything beside; each maybe twice; with time passing in between.
  const story = fc
    .record({
      hasLog: fc.boolean(),
      order: fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length, maxLength: 2 * all.length }),
      pauses: fc.array(fc.constantFrom(0, 3000, 400_000), {
        minLength: 2 * all.length,
        maxLength: 2 * all.length,
      }),
    })
    .map(({ hasLog, order, pauses }) => ({
      order: order.filter((entry) => hasLog || !records.some((record) => record === entry)),
      pauses,
    }));
  fc.assert(
    fc.property(story, ({ order, pauses }) => {
      let now = at + 90_000;
      const store = createStore({
        dataFolder: temporaryFolder(),
        configuration: {
          sources: [{ source, fingerprints: [] }],
          settings: testSettings({ holdSeconds: 2 }),
        },
        clock: { now: () => now },
        onUnreadable: (_id, _source, error) => {
          throw error;
        },
        onReprocessed: () => {},
        onSyncFailed: (error) => {
          throw error;
        },
      });
      const told: string[] = [];
      const work = () => {
        for (const { id, call, calls: several = [call] } of [
          ...workOff(store).notifications,
          ...workOff(store).notifications,
        ]) {
          told.push(...several.map(({ providerCallId }) => providerCallId));
          store.worker.settle([{ id, result: 'shown' }]);
        }
      };
      try {
        order.forEach((entry, index) => {
          store.append([{ ...entry, receivedAt: now }]);
          work();
          now += pauses[index] ?? 0;
          work();
        });
        now += 600_000;
        work();
        // What is late by then is told in a digest, which waits for others.
        now += 60_000;
        work();
        const { calls: stored } = store.request('calls.list', { limit: 10 });
        expect(stored.map(({ providerCallId }) => providerCallId).sort()).toEqual(
          calls.map(vendor.idOf).sort(),
        );
        expect(stored.every(({ outcome, foundLater }) => outcome === 'missed' && !foundLater)).toBe(true);
        expect(store.request('followUps.list', { limit: 10, state: 'open' }).followUps).toHaveLength(2);
        expect(told.sort()).toEqual(calls.map(vendor.idOf).sort());
      } finally {
        store.close();
      }
    }),
    { numRuns: 25 },
  );
});
