/** Forged requests do not push the refused requests of phone systems out of the quarantine. */
import { expect, it } from 'vitest';
import type { DeliveryReasonCode } from '#shared/contract/delivery-reason.ts';
import type { EngineResponse } from '#shared/contract/engine-protocol.ts';
import { keptOf, type UnacceptedDelivery } from '../../electron/engine/intake/quarantine.ts';
import type { Store } from '../../electron/engine/store-thread/store.ts';
import { openTestStore } from '../support/store.ts';

const now = Date.UTC(2026, 10, 23, 14, 0, 0);
const open = () => openTestStore({ clock: { now: () => now }, sourceIds: ['main', 'other'] });

interface Refusal {
  sourceId?: string;
  code: DeliveryReasonCode;
  sender: string;
  body?: string;
}

const refused = ({ sourceId = 'main', code, sender, body = '{}' }: Refusal): UnacceptedDelivery => ({
  ...{ sourceId, receivedAt: now, outcome: 'rejected', status: 401, reason: code, reasonCode: code, sender },
  ...keptOf({ method: 'POST', query: '', headers: {}, body: Buffer.from(body) }),
  origin: 'webhook',
});

const flood = (store: Store, count: number, refusal: (n: number) => Refusal): void => {
  for (let n = 0; n < count; n += 50)
    store.recordUnaccepted(
      Array.from({ length: Math.min(50, count - n) }, (_, i) => refused(refusal(n + i))),
    );
};

function kept(store: Store) {
  const all: { sourceId: string; reasonCode: string | null; id: string }[] = [];
  for (let before: string | null = null; ; ) {
    const page: EngineResponse<'deliveries.list'> = store.request('deliveries.list', {
      limit: 500,
      outcomes: ['rejected'],
      ...(before && { before }),
    });
    all.push(...page.deliveries);
    before = page.nextBefore;
    if (before === null) return all;
  }
}

const phoneSystem = { code: 'mismatch', sender: '198.51.100.1' } as const;
const manySenders = (n: number): string => `203.0.113.${n % 250}`;

it.each<[string, (n: number) => Refusal]>([
  ['without proof', (n) => ({ code: 'missing-proof', sender: manySenders(n) })],
  ['of no proper form', (n) => ({ code: 'malformed-proof', sender: manySenders(n) })],
  ['with an invented signature, of one sender', () => ({ code: 'mismatch', sender: '203.0.113.7' })],
  [
    'of another phone system, with invented signatures',
    (n) => ({ sourceId: 'other', code: 'mismatch', sender: manySenders(n) }),
  ],
])('refused requests that look genuine outlast a flood of some %s', (_, forged) => {
  const store = open();
  store.recordUnaccepted(Array.from({ length: 40 }, () => refused(phoneSystem)));
  const genuine = kept(store).map(({ id }) => id);
  flood(store, 2500, forged);
  const after = kept(store);
  expect(after.map(({ id }) => id)).toEqual(expect.arrayContaining(genuine));
  expect(genuine).toHaveLength(40);
  expect(after.length).toBeLessThanOrEqual(1000);
  // The newest of the flood are there to be seen, too.
  expect(after.length).toBeGreaterThan(800);
  store.close();
});

it('whole bodies that look genuine outlast large forged ones, within the bound of all bytes', () => {
  const store = open();
  store.recordUnaccepted([refused({ ...phoneSystem, body: `{"x":"${'g'.repeat(20_000)}"}` })]);
  flood(store, 600, (n) => ({ code: 'missing-proof', sender: manySenders(n), body: 'x'.repeat(60_000) }));
  const offered = store.internal('refused.list', { sourceId: 'main' });
  expect(offered[0]?.body.length).toBeGreaterThan(20_000);
  expect(offered.reduce((sum, { body }) => sum + body.length, 0)).toBeLessThanOrEqual(16 * 1024 * 1024);
  expect(offered.length).toBeGreaterThan(100);
  store.close();
});

it('a phone system that is flooded leaves the others their rows', () => {
  const store = open();
  flood(store, 300, () => ({ sourceId: 'other', code: 'missing-proof', sender: '198.51.100.2' }));
  flood(store, 2000, (n) => ({ code: 'mismatch', sender: manySenders(n) }));
  expect(kept(store).filter(({ sourceId }) => sourceId === 'other')).toHaveLength(300);
  store.close();
});
