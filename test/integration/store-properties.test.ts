import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../electron/engine/store-thread/store.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { appendEvent, openTestStore } from '../support/store.ts';

const base = Date.UTC(2026, 10, 23, 14, 0, 0);
const at = (second: number) => new Date(base + second * 1000).toISOString();
const now = base + 3_600_000;

interface Sent {
  id: string;
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
}

const openStore = (): Store => openTestStore({ clock: { now: () => now } });

/** Each delivery in a transaction of its own, the worker after each: the finest interleaving there is. */
function deliver(store: Store, events: readonly Sent[]) {
  const notifications: string[] = [];
  for (const event of events) {
    appendEvent(store, event, systemClock.now());
    notifications.push(
      ...store.worker.slice(10).notifications.map(({ call, kind }) => `${call.providerCallId} ${kind}`),
    );
  }
  return notifications;
}

/** Everything that the rep can see, without IDs that depend on the order of arrival. */
function visible(store: Store) {
  const { calls } = store.request('calls.list', { limit: 500 });
  const threads = (['open', 'closed'] as const).flatMap(
    (state) => store.request('followUps.list', { limit: 500, state }).followUps,
  );
  const followUps = threads.map(({ id: _id, lastCall, ...rest }) => ({
    ...rest,
    lastCall: lastCall.providerCallId,
  }));
  const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  return { calls: calls.map(({ id: _, ...call }) => call).sort(byText), followUps: followUps.sort(byText) };
}

/** The events of one call with one of two callers, at a moment of its own. */
const callOf = (n: number): fc.Arbitrary<Sent[]> =>
  fc
    .record({
      from: fc.constantFrom('+14155550123', '+14155550124'),
      direction: fc.constantFrom('inbound', 'outbound'),
      start: fc.integer({ min: 0, max: 50 }),
      kinds: fc.subarray(
        ['call.started', 'call.ringing', 'call.answered', 'call.missed', 'call.voicemail', 'call.ended'],
        { minLength: 1 },
      ),
    })
    .map(({ from, direction, start, kinds }) =>
      kinds.map((type, index) => {
        // No two calls start at the same moment: which of two simultaneous ones came later would be a matter of arrival.
        const startedAt = at(start * 100 + n);
        const parties =
          direction === 'inbound' ? { from, to: '+14155550100' } : { from: '+14155550100', to: from };
        return {
          id: `evt_${n}_${index}`,
          type,
          timestamp: at(start * 100 + n + index),
          data: { callId: `call_${n}`, direction, ...parties, startedAt },
        };
      }),
    );
const history = fc.tuple(callOf(0), callOf(1), callOf(2), callOf(3)).map((calls) => calls.flat());

describe('any order and any repetition of deliveries', () => {
  it('leads to the same calls and the same follow-ups, and notifies of a call at most once a kind', () => {
    const shuffled = history.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([events, again]) => {
        const inOrder = openStore();
        const disordered = openStore();
        deliver(inOrder, events);
        const notifications = deliver(disordered, again);
        expect(visible(disordered)).toEqual(visible(inOrder));
        expect(new Set(notifications).size).toBe(notifications.length);
        inOrder.close();
        disordered.close();
      }),
      { numRuns: 60 },
    );
  });
});

describe('follow-ups', () => {
  const call = (n: number, type: string, second: number, from = '+14155550123'): Sent => ({
    id: `evt_${n}_${type}`,
    type,
    timestamp: at(second),
    data: { callId: `call_${n}`, direction: 'inbound', from, to: '+14155550100', startedAt: at(second) },
  });
  const open = (store: Store) => store.request('followUps.list', { limit: 10, state: 'open' }).followUps;
  const closed = (store: Store) => store.request('followUps.list', { limit: 10, state: 'closed' }).followUps;

  it('are a thread a caller, with what happened in it', () => {
    const store = openStore();
    deliver(store, [
      call(1, 'call.missed', 10),
      call(2, 'call.missed', 20),
      call(3, 'call.voicemail', 30),
      call(4, 'call.missed', 15, '+14155550124'),
    ]);
    expect(open(store)).toMatchObject([
      {
        number: '+14155550123',
        missedCount: 2,
        voicemailCount: 1,
        openedAt: at(10),
        lastCallAt: at(30),
        lastCall: { providerCallId: 'call_3' },
      },
      { number: '+14155550124', missedCount: 1, voicemailCount: 0 },
    ]);
    expect(store.request('summary.get', {})).toMatchObject({ toCallBack: 2 });
    store.close();
  });

  it('close by themselves when a later call with the number is answered in either direction, and not by an earlier one', () => {
    const store = openStore();
    deliver(store, [call(1, 'call.missed', 10), call(2, 'call.answered', 5)]);
    expect(open(store)).toHaveLength(1);
    const outbound = {
      ...call(3, 'call.answered', 60),
      data: {
        callId: 'call_3',
        direction: 'outbound',
        from: '+14155550100',
        to: '+14155550123',
        startedAt: at(60),
        durationSeconds: 60,
      },
    };
    deliver(store, [outbound]);
    expect([open(store), closed(store)]).toMatchObject([[], [{ closedBy: 'answered', closedAt: at(60) }]]);
    deliver(store, [call(4, 'call.missed', 70)]);
    expect(open(store)).toMatchObject([{ missedCount: 1 }]);
    store.close();
  });

  it('are taken back when the missed call turns out to be answered', () => {
    const store = openStore();
    deliver(store, [call(1, 'call.missed', 10), call(1, 'call.answered', 10)]);
    expect([open(store), closed(store)]).toEqual([[], []]);
    store.close();
  });

  it('stay closed when the rep closed them, open anew for a new call, and come back whole on undo', () => {
    const store = openStore();
    deliver(store, [call(1, 'call.missed', 10)]);
    const id = open(store)[0]?.id ?? '';
    expect(store.request('followUps.close', { id })).toMatchObject({ state: 'closed', closedBy: 'rep' });
    deliver(store, [call(1, 'call.ended', 12)]);
    expect(open(store)).toEqual([]);
    deliver(store, [call(2, 'call.missed', 20)]);
    expect(open(store)).toMatchObject([{ missedCount: 1 }]);
    expect(store.request('followUps.reopen', { id })).toMatchObject({ state: 'open', missedCount: 2 });
    expect([open(store).length, closed(store).length]).toEqual([1, 0]);
    store.close();
  });

  it('of callers without a number are one each', () => {
    const store = openStore();
    deliver(store, [call(1, 'call.missed', 10, 'anonymous'), call(2, 'call.missed', 20, 'anonymous')]);
    expect(open(store)).toMatchObject([{ number: null }, { number: null }]);
    store.close();
  });
});

describe('a delivery that cannot be processed', () => {
  it('is parked with a plain reason and does not stop the others', () => {
    const store = openStore();
    appendEvent(store, { id: 'evt_orphan', type: 'call.missed', data: { callId: 'c' } }, now, 'removed');
    deliver(store, [
      {
        id: 'evt_1',
        type: 'call.missed',
        timestamp: at(1),
        data: { callId: 'call_1', direction: 'inbound', from: '+14155550123' },
      },
    ]);
    expect(store.request('deliveries.list', { limit: 10 }).deliveries).toMatchObject([
      { eventId: 'evt_1', outcome: 'accepted', attempts: 1 },
      {
        outcome: 'failed',
        attempts: 1,
        reason: expect.stringContaining('removed from Settings'),
        reasonCode: 'source-removed',
      },
    ]);
    expect(store.request('calls.list', { limit: 10 }).calls).toHaveLength(1);
    store.close();
  });
});
