/** One bad event of a batch takes no good one with it, and is kept as a dead letter. */
import { describe, expect, it } from 'vitest';
import { openTestStore, workOff } from '../support/store.ts';
import { webhookDelivery } from '../support/verified.ts';

const now = Date.UTC(2026, 10, 23, 14, 0, 0);
const good = (n: number) => ({
  specversion: '1.0',
  id: `e${n}`,
  source: '/pbx',
  type: 'call.missed',
  time: new Date(now).toISOString(),
  data: { callId: `c${n}`, direction: 'inbound', from: `+1415555013${n}` },
});
const bad = { specversion: '1.0', id: 'e9', source: '/pbx', data: {} };

function open() {
  const store = openTestStore({
    clock: { now: () => now },
    provider: 'cloudevents',
    options: { unauthenticated: true },
  });
  const post = (batch: unknown) =>
    store.append([
      webhookDelivery({
        receivedAt: now,
        contentType: 'application/cloudevents-batch+json',
        body: Buffer.from(JSON.stringify(batch)),
      }),
    ])[0]?.outcome;
  return { store, post };
}

describe('a batch of CloudEvents', () => {
  it.each([
    ['in front', [bad, good(1), good(2)]],
    ['behind', [good(1), good(2), bad]],
    ['of another kind', [good(1), 'text', good(2), null, 5]],
  ])('keeps its good events with a bad one %s', (_, batch) => {
    const { store, post } = open();
    expect(post(batch)).toBe('accepted');
    // Beside a delivery that is whole, so that one slice has both.
    expect(post([good(3)])).toBe('accepted');
    const { notifications } = workOff(store);
    expect(notifications.map(({ call }) => call.providerCallId)).toEqual(['c1', 'c2', 'c3']);
    const letters = store.request('deliveries.list', { limit: 10, outcomes: ['failed'] }).deliveries;
    expect(letters).toMatchObject([{ outcome: 'failed', reasonCode: 'malformed' }]);
    expect(letters[0]?.reason).toMatch(/^\d of \d events could not be read; the others were\./);
    expect(post(batch)).toBe('duplicate');
    // Tried again, it stays a dead letter, and its calls stay.
    expect(store.request('deliveries.reprocess', { dryRun: false }).results).toMatchObject([
      { result: 'failed' },
    ]);
    expect(store.request('calls.list', { limit: 10 }).total).toBe(3);
    expect(store.request('deliveries.list', { limit: 10, outcomes: ['failed'] }).deliveries).toHaveLength(1);
    store.close();
  });
  it('is refused without a good one', () => {
    const { store, post } = open();
    expect([post([bad]), post([null])]).toEqual(['malformed', 'malformed']);
    store.close();
  });
});
