import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/engine-process.ts';
import { appendEvent, openTestStore, workOff } from '../support/store.ts';

const start = Date.UTC(2026, 10, 23, 14, 0, 0);

/** A store whose clock the test moves. */
function open(dataFolder = temporaryFolder()) {
  let now = start;
  const store = openTestStore({ dataFolder, holdMs: 2000, clock: { now: () => now } });
  const slice = () => workOff(store).notifications.map(({ id, kind, silent }) => ({ id, kind, silent }));
  return {
    close: () => store.close(),
    settle: (id: string) => store.worker.settle([{ id, result: 'shown' }]),
    at(ms: number) {
      now = start + ms;
      return slice();
    },
    send(type: string, callId = 'call_1') {
      const data = {
        callId,
        direction: 'inbound',
        from: '+14155550123',
        to: '+14155550100',
        startedAt: new Date(start).toISOString(),
      };
      appendEvent(store, { id: `${callId} ${type}`, type, data }, now);
      return slice();
    },
  };
}

describe('a missed call', () => {
  it('is held for a moment, then notified once', () => {
    const store = open();
    expect(store.send('call.missed')).toEqual([]);
    expect(store.at(1999)).toEqual([]);
    expect(store.at(2000)).toEqual([{ id: '1:1', kind: 'missed', silent: false }]);
    expect(store.at(60_000)).toEqual([]);
    store.close();
  });

  it('is not notified when somebody answered it after all', () => {
    const store = open();
    store.send('call.missed');
    expect(store.send('call.answered')).toEqual([]);
    expect(store.at(10_000)).toEqual([]);
    store.close();
  });

  it('is one notification with the voicemail that follows at once, and a silent exchange when it follows later', () => {
    const store = open();
    store.send('call.missed');
    expect(store.send('call.voicemail')).toEqual([{ id: '1:1', kind: 'voicemail', silent: false }]);
    store.send('call.missed', 'call_2');
    expect(store.at(3000)).toEqual([{ id: '2:1', kind: 'missed', silent: false }]);
    expect(store.send('call.voicemail', 'call_2')).toEqual([{ id: '2:2', kind: 'voicemail', silent: true }]);
    expect(store.at(60_000)).toEqual([]);
    store.close();
  });

  it('outlives a restart while it is held, and is repeated until somebody says what became of it', () => {
    const dataFolder = temporaryFolder();
    const first = open(dataFolder);
    first.send('call.missed');
    first.close();
    const second = open(dataFolder);
    expect(second.at(2000)).toMatchObject([{ id: '1:1' }]);
    second.close();
    const third = open(dataFolder);
    expect(third.at(2001)).toMatchObject([{ id: '1:1' }]);
    third.settle('1:1');
    third.close();
    const fourth = open(dataFolder);
    expect(fourth.at(10_000)).toEqual([]);
    fourth.close();
  });

  it('is not held for longer because the clock was set back', () => {
    const store = open();
    store.send('call.missed');
    expect(store.at(-3_600_000)).toMatchObject([{ id: '1:1' }]);
    store.close();
  });
});
