/** The store takes changed settings while it is open: the worker, the outbox and retention look them up for each use. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../electron/engine/store-thread/store.ts';
import { missedNow } from '../support/generic-events.ts';
import { appendEvent, openTestStore, testConfiguration, workOff } from '../support/store.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 10, 23, 14, 0, 0);

/** A store whose clock the test moves. */
function open(initial: Parameters<typeof testConfiguration>[0] = {}) {
  let now = start;
  const store = openTestStore({ ...initial, clock: { now: () => now } });
  return {
    store,
    now: () => now,
    advance: (ms: number) => {
      now += ms;
    },
    configure: (next: Parameters<typeof testConfiguration>[0]) => store.configure(testConfiguration(next)),
    miss: (n: number, sourceId = 'main') => appendEvent(store, missedNow(n), now, sourceId),
  };
}
const notified = (store: Store): string[] =>
  workOff(store).notifications.map(({ call }) => call.providerCallId);

describe('a changed hold time', () => {
  it('is that of the next miss', () => {
    const { store, advance, configure, miss } = open({ holdMs: 2000 });
    configure({ holdMs: 30_000 });
    miss(1);
    expect(notified(store)).toEqual([]);
    advance(29_999);
    expect(notified(store)).toEqual([]);
    advance(1);
    expect(notified(store)).toEqual(['call_1']);
    store.close();
  });

  it('lets what is held go sooner, and not at once', () => {
    const { store, advance, configure, miss } = open({ holdMs: 60_000 });
    miss(1);
    notified(store);
    advance(1000);
    configure({ holdMs: 5000 });
    expect(notified(store)).toEqual([]);
    advance(3999);
    expect(notified(store)).toEqual([]);
    advance(1);
    expect(notified(store)).toEqual(['call_1']);
    store.close();
  });

  it('never holds a miss for longer than it was meant to be, nor one behind another, whatever is changed when', () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ do: fc.constant('miss' as const) }),
        fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 20_000 }) }),
        fc.record({ do: fc.constant('hold' as const), ms: fc.integer({ min: 0, max: 60_000 }) }),
      ),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(steps, (story) => {
        const { store, now, advance, configure, miss } = open({ holdMs: 2000 });
        try {
          let hold = 2000;
          /** Of each miss that is held: when it was decided on, and when it is due. */
          const held = new Map<string, { decidedAt: number; dueAt: number }>();
          const due: string[] = [];
          const seen: string[] = [];
          story.forEach((step, n) => {
            if (step.do === 'wait') advance(step.ms);
            else if (step.do === 'miss') {
              miss(n);
              held.set(`call_${n}`, { decidedAt: now(), dueAt: now() + hold });
            } else {
              hold = step.ms;
              for (const one of held.values()) one.dueAt = Math.min(one.dueAt, one.decidedAt + hold);
              configure({ holdMs: hold });
            }
            for (const [id, { dueAt }] of held)
              if (dueAt <= now()) {
                held.delete(id);
                due.push(id);
              }
            seen.push(...notified(store));
            expect(seen.toSorted()).toEqual(due.toSorted());
          });
        } finally {
          store.close();
        }
      }),
      { numRuns: 40 },
    );
  });
});

it('a changed region is how the next number is read and written', () => {
  const { store, configure, now } = open({ region: 'US' });
  const national = (n: number, from: string) => {
    const { data, ...event } = missedNow(n);
    const { to: _to, ...rest } = data;
    appendEvent(store, { ...event, data: { ...rest, from } }, now());
    return workOff(store).notifications.map(({ call, title }) => [call.from, title]);
  };
  expect(national(1, '(415) 555-0123')).toEqual([['+14155550123', 'Missed call - (415) 555-0123']]);
  configure({ region: 'GB' });
  expect(national(2, '01632 960123')).toEqual([['+441632960123', 'Missed call - 01632 960123']]);
  store.close();
});

it('changed retention is that of the next sweep', () => {
  const { store, now, advance, configure, miss } = open();
  miss(1);
  notified(store);
  advance(10 * day);
  const left = () => {
    while (store.retention.sweep(now()));
    return [
      store.request('deliveries.list', { limit: 10 }).deliveries.length,
      store.request('calls.list', { limit: 10 }).total,
    ];
  };
  expect(left()).toEqual([1, 1]);
  configure({ retention: { deliveryDays: 3 } });
  expect(left()).toEqual([0, 1]);
  configure({ retention: { callDays: 5 } });
  // Who is still to be called back outlasts every retention.
  expect(left()).toEqual([0, 1]);
  const [caller] = store.request('followUps.list', { limit: 10, state: 'open' }).followUps;
  store.request('followUps.close', { id: caller?.id ?? '' });
  expect(left()).toEqual([0, 0]);
  store.close();
});

it('a source that was added, exchanged or removed is read accordingly from then on', () => {
  const { store, configure, miss } = open({ sourceIds: ['main'] });
  const outcomes = () =>
    store
      .request('deliveries.list', { limit: 10 })
      .deliveries.map(({ sourceId, outcome }) => `${sourceId} ${outcome}`);
  configure({ sourceIds: ['main', 'other'], fingerprints: ['one', 'two'] });
  miss(1, 'other');
  expect(notified(store)).toEqual(['call_1']);
  expect(store.request('sources.getHealth', {})).toMatchObject([
    { sourceId: 'main', secrets: [{}, {}] },
    { sourceId: 'other', secrets: [{}, {}] },
  ]);
  configure({ sourceIds: ['main'] });
  miss(2, 'other');
  expect(notified(store)).toEqual([]);
  expect(outcomes()).toEqual(['other failed', 'other accepted']);
  store.close();
});
