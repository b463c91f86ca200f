import { describe, expect, it } from 'vitest';
import type { NotificationResult } from '#shared/contract/notifications.ts';
import { temporaryFolder } from '../../support/engine-process.ts';
import { appendEvent, openTestStore, workOff } from '../../support/store.ts';

const start = Date.UTC(2026, 10, 23, 14, 0, 0);
const minute = 60_000;

/** A store whose clock the test moves. */
function open(dataFolder = temporaryFolder()) {
  let now = start;
  const store = openTestStore({ dataFolder, clock: { now: () => now } });
  /** As the store's thread does: it works until nothing is due. */
  const slice = () => {
    const told = workOff(store).notifications;
    const isDue = (): boolean => (store.worker.nextDueAt() ?? Number.POSITIVE_INFINITY) <= now;
    while (isDue()) told.push(...workOff(store).notifications);
    return told;
  };
  return {
    close: () => store.close(),
    settle: (results: readonly NotificationResult[]) => store.worker.settle(results),
    available() {
      store.worker.onNotificationsAvailable();
      return slice();
    },
    nextDueAt: () => store.worker.nextDueAt(),
    at(ms: number) {
      now = start + ms;
      return slice();
    },
    send(n: number, type = 'call.missed') {
      const data = {
        callId: `call_${n}`,
        direction: 'inbound',
        from: `+1415555012${n}`,
        to: '+14155550100',
        startedAt: new Date(now).toISOString(),
      };
      appendEvent(store, { id: `call_${n} ${type}`, type, data }, now);
      return slice();
    },
  };
}
type TestStore = ReturnType<typeof open>;

const postponed = (id: string): NotificationResult => ({ id, result: 'postponed', code: 'no-service' });
const idsOf = (notifications: readonly { id: string }[]): string[] => notifications.map(({ id }) => id);

/** Misses a call that the host cannot show. */
function missUnshown(store: TestStore, n: number): void {
  const ids = idsOf(store.send(n));
  expect(ids).toHaveLength(1);
  store.settle(ids.map(postponed));
}

describe('a notification that could not be shown for a passing reason', () => {
  it('is told again when the service has come, and settled when it was shown', () => {
    const store = open();
    missUnshown(store, 1);
    expect(store.at(4000)).toEqual([]);
    expect(idsOf(store.available())).toEqual(['1:1']);
    store.settle([{ id: '1:1', result: 'shown' }]);
    expect(store.available()).toEqual([]);
    expect(store.at(60 * minute)).toEqual([]);
    store.close();
  });

  it('is tried again with growing pauses where nothing tells that the service has come', () => {
    const store = open();
    missUnshown(store, 1);
    const pauses: number[] = [];
    for (let now = 0; pauses.length < 4; ) {
      const due = Number(store.nextDueAt()) - start;
      expect(store.at(due - 1)).toEqual([]);
      expect(idsOf(store.at(due))).toEqual(['1:1']);
      store.settle([postponed('1:1')]);
      pauses.push(due - now);
      now = due;
    }
    expect(pauses).toEqual([10_000, 20_000, 40_000, 80_000]);
    store.close();
  });

  it('is told at once when a later one is shown', () => {
    const store = open();
    missUnshown(store, 1);
    const second = store.send(2);
    expect(idsOf(second)).toEqual(['2:1']);
    store.settle([{ id: '2:1', result: 'shown' }]);
    expect(idsOf(store.at(1))).toEqual(['1:1']);
    store.close();
  });

  it.each(['on a restart of the engine', 'in the same engine'])(
    'is part of a digest when late, %s',
    (where) => {
      const dataFolder = temporaryFolder();
      let store = open(dataFolder);
      for (const n of [1, 2, 3]) missUnshown(store, n);
      if (where === 'on a restart of the engine') {
        store.close();
        store = open(dataFolder);
      }
      store.at(30 * minute);
      const [digest, ...others] = store.at(30 * minute + 2000);
      expect(others).toEqual([]);
      expect(digest).toMatchObject({ kind: 'digest', title: '3 missed calls while you were away' });
      // A digest is kept back like any other.
      store.settle([postponed(String(digest?.id))]);
      expect(store.available()).toMatchObject([{ id: digest?.id, title: digest?.title }]);
      store.settle([{ id: String(digest?.id), result: 'shown' }]);
      expect(store.at(90 * minute)).toEqual([]);
      store.close();
    },
  );

  it('is alone when it is the only late one, and told once', () => {
    const store = open();
    missUnshown(store, 1);
    store.at(30 * minute);
    expect(store.at(30 * minute + 2000)).toMatchObject([{ id: '1:1', kind: 'missed' }]);
    store.settle([{ id: '1:1', result: 'shown' }]);
    expect(store.at(60 * minute)).toEqual([]);
    store.close();
  });

  it('is dropped when the call was answered meanwhile, and replaced by its voicemail', () => {
    const store = open();
    missUnshown(store, 1);
    missUnshown(store, 2);
    expect(store.send(1, 'call.answered')).toEqual([]);
    expect(store.send(2, 'call.voicemail')).toMatchObject([{ id: '2:1', kind: 'voicemail' }]);
    store.settle([{ id: '2:1', result: 'shown' }]);
    expect(store.available()).toEqual([]);
    store.close();
  });

  it.each(['call.answered', 'call.voicemail'])('is out of date after %s while it was being shown', (type) => {
    const store = open();
    expect(idsOf(store.send(1))).toEqual(['1:1']);
    store.send(1, type);
    store.settle([postponed('1:1')]);
    expect(store.available()).toEqual([]);
    store.close();
  });

  it('is given up when the system refuses it each time', () => {
    const store = open();
    expect(idsOf(store.send(1))).toEqual(['1:1']);
    store.settle([{ id: '1:1', result: 'failed', code: 'failed' }]);
    expect(store.available()).toEqual([]);
    expect(store.at(60 * minute)).toEqual([]);
    store.close();
  });
});
