/** A computer clock that is wrong by days or years deletes nothing, whenever it is put right. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connect } from '../../electron/engine/database/connection.ts';
import { databaseFile } from '../../electron/engine/database/open.ts';
import { createKnownTime } from '../../electron/engine/retention/known-time.ts';
import { temporaryFolder } from '../support/engine-process.ts';
import { missedNow } from '../support/generic-events.ts';
import { appendEvent, callEveryoneBack, openTestStore, workOff } from '../support/store.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 10, 23, 14, 0, 0);

/** A computer: its true time, how wrong its clock is, and how long it has been running. */
function computer() {
  const dataFolder = temporaryFolder();
  let truth = start;
  let error = 0;
  let up = 0;
  openTestStore({ dataFolder, clock: { now: () => truth } }).close();
  const db = connect(databaseFile(dataFolder), { busyTimeoutMs: 0 });
  db.exec('DELETE FROM known_time');
  const boot = () => createKnownTime({ db, now: () => truth + error, uptime: () => up });
  let known = boot();
  known.follow();
  return {
    db,
    known: () => known,
    truth: () => truth,
    setClock: (wrongBy: number) => {
      error = wrongBy;
    },
    run(ms: number) {
      for (let left = ms; left > 0; left -= 10 * minute) {
        truth += Math.min(left, 10 * minute);
        up += Math.min(left, 10 * minute);
        known.follow();
      }
    },
    off(ms: number) {
      truth += ms;
      up = 0;
      known = boot();
      known.follow();
    },
  };
}

describe('the known time', () => {
  it('is that of a clock that nobody sets, over nights and weekends', () => {
    const { known, truth, run, off } = computer();
    for (let n = 0; n < 10; n++) {
      run(9 * hour);
      expect(known().now()).toBe(truth());
      off((n % 5 === 4 ? 3 : 1) * 15 * hour);
      expect([known().now(), known().doubt()]).toEqual([truth(), null]);
    }
  });

  it.each([100 * day, 10 * 365 * day, 30 * day, 5 * day])(
    'does not follow a clock that is %d ms ahead for a while',
    (ahead) => {
      const { known, truth, run, off, setClock } = computer();
      setClock(ahead);
      run(2 * hour);
      expect(known().now()).toBe(truth());
      off(hour);
      run(3 * hour);
      expect(known().now()).toBeLessThanOrEqual(truth());
      expect(known().doubt()).not.toBeNull();
      setClock(0);
      run(10 * minute);
      expect([known().now(), known().doubt()]).toEqual([truth(), null]);
    },
  );

  it('believes a clock after a day of running time, and follows it in steps', () => {
    const { known, truth, run, off } = computer();
    off(60 * day);
    run(23 * hour);
    expect(known().now()).toBeLessThan(start + 2 * day);
    run(25 * hour);
    expect(known().doubt()).toBeNull();
    const before = known().now();
    run(day);
    expect(known().now() - before).toBeLessThanOrEqual(8 * day);
    run(8 * day);
    expect(known().now()).toBe(truth());
  });

  it('is never later than what running time and one weekend allow, whatever the clock shows', () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ run: fc.integer({ min: 1, max: 5 * hour }) }),
        fc.record({ set: fc.integer({ min: -20_000 * day, max: 40_000 * day }) }),
        fc.record({ set: fc.integer({ min: -3 * day, max: 3 * day }) }),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(steps, (story) => {
        const { known, run, setClock, db } = computer();
        let ran = 0;
        for (const step of story) {
          if ('set' in step) setClock(step.set);
          else {
            run(step.run);
            ran += step.run;
            if (ran > 20 * hour) break;
          }
        }
        expect(known().now()).toBeLessThanOrEqual(start + 4 * day + 8 * ran);
        db.close();
      }),
      { numRuns: 25 },
    );
  });
});

/** A store with calls that were made and dealt with, and a clock that the test sets. */
function storeWithCalls() {
  const dataFolder = temporaryFolder();
  let now = start;
  const store = openTestStore({ dataFolder, clock: { now: () => now } });
  const receive = (n: number) => {
    appendEvent(store, missedNow(n), now);
    const { notifications } = workOff(store);
    store.settle(notifications.map(({ id }) => ({ id, result: 'shown' })));
  };
  const sweep = () => {
    store.knownTime.follow();
    while (store.retention.sweep(store.knownTime.now()));
  };
  return {
    store,
    receive,
    sweep,
    setClock: (at: number) => {
      now = at;
    },
    calls: () => store.request('calls.list', { limit: 500 }).total,
    deliveries: () => store.request('deliveries.list', { limit: 500 }).deliveries.length,
  };
}

describe('retention', () => {
  it.each([100 * day, 365 * day, 74 * 365 * day])(
    'deletes nothing by a clock that is %d ms ahead',
    (ahead) => {
      const { store, receive, sweep, setClock, calls, deliveries } = storeWithCalls();
      for (let n = 0; n < 30; n++) receive(n);
      setClock(start + ahead);
      sweep();
      for (let n = 30; n < 40; n++) receive(n);
      setClock(start + minute);
      sweep();
      expect([calls(), deliveries()]).toEqual([40, 40]);
      callEveryoneBack(store);
      while (store.retention.sweep(start + 80 * day));
      expect(calls()).toBe(40);
      // What came under the wrong clock is not kept until that time comes.
      while (store.retention.sweep(start + 91 * day));
      expect([calls(), deliveries()]).toEqual([0, 0]);
      store.close();
    },
  );

  it.each([0, start - 180 * day, Date.UTC(1999, 0, 1)])(
    'keeps what came while the clock showed %d for as long as everything else',
    (wrong) => {
      const { store, receive, sweep, setClock, calls, deliveries } = storeWithCalls();
      receive(0);
      setClock(wrong);
      for (let n = 1; n < 10; n++) receive(n);
      setClock(start + minute);
      sweep();
      expect([calls(), deliveries()]).toEqual([10, 10]);
      receive(10);
      callEveryoneBack(store);
      while (store.retention.sweep(start + 80 * day));
      expect([calls(), deliveries()]).toEqual([11, 0]);
      expect(appendEvent(store, missedNow(5), start)).toEqual({ outcome: 'duplicate' });
      while (store.retention.sweep(start + 91 * day));
      expect(calls()).toBe(0);
      store.close();
    },
  );
});
