/** Only a talk closes a follow-up. Whatever else answers, the caller stays in the list, with what was tried. */
import { describe, expect, it } from 'vitest';
import { appendEvent, openTestStore, type TestStoreOptions, workOff } from '../../support/store.ts';

const start = Date.UTC(2026, 10, 23, 14, 0, 0);
const at = (second: number) => new Date(start + second * 1000).toISOString();
const caller = '+14155550123';
const line = '+14155550100';

function openDesk(options: Partial<TestStoreOptions> = {}) {
  const store = openTestStore({ clock: { now: () => start + 1_000_000 }, ...options });
  const tell = (...events: object[]) => {
    for (const one of events) appendEvent(store, one, start);
    workOff(store);
  };
  const list = (state: 'open' | 'closed') => store.request('followUps.list', { limit: 50, state }).followUps;
  return { store, tell, list };
}

const event = (call: string, type: string, second: number, data: object) => ({
  id: `${call}_${type}_${second}`,
  type: `call.${type}`,
  timestamp: at(second),
  data: { callId: call, ...data },
});
const missed = (call: string, second: number) =>
  event(call, 'missed', second, { direction: 'inbound', from: caller, to: line, startedAt: at(second) });
const callBack = (call: string, second: number, seconds: number) => {
  const data = { direction: 'outbound', from: line, to: caller, startedAt: at(second) };
  return {
    answered: event(call, 'answered', second + 5, { ...data, answeredAt: at(second + 5) }),
    ended: event(call, 'ended', second + 5 + seconds, {
      ...data,
      answeredAt: at(second + 5),
      endedAt: at(second + 5 + seconds),
    }),
    unanswered: event(call, 'ended', second + 30, { ...data, endedAt: at(second + 30), status: 'no-answer' }),
  };
};

describe('a call back', () => {
  it('that was answered for a moment leaves the caller in the list, and says when and how long', () => {
    const { store, tell, list } = openDesk();
    const { answered, ended } = callBack('back', 60, 11);
    tell(missed('one', 0), answered, ended);
    expect(list('closed')).toEqual([]);
    expect(list('open')).toMatchObject([
      { number: caller, lastTry: { at: at(60), durationSeconds: 11, isAnswered: true } },
    ]);
    store.close();
  });

  it('has not reached anybody while it lasts, and has when it lasted, in any order', () => {
    for (const order of ['answered first', 'ended first']) {
      const { store, tell, list } = openDesk();
      const { answered, ended } = callBack('back', 60, 20);
      tell(missed('one', 0));
      if (order === 'answered first') {
        tell(answered);
        expect(list('open')).toMatchObject([{ lastTry: { durationSeconds: null, isAnswered: true } }]);
        tell(ended);
      } else tell(ended, answered);
      expect(list('open'), order).toEqual([]);
      expect(list('closed'), order).toMatchObject([
        { closedBy: 'answered', closedAt: at(60), lastTry: null },
      ]);
      store.close();
    }
  });

  it('that nobody answered is told of as well', () => {
    const { store, tell, list } = openDesk();
    tell(missed('one', 0), callBack('back', 60, 0).unanswered);
    expect(list('open')).toMatchObject([{ lastTry: { at: at(60), isAnswered: false } }]);
    store.close();
  });

  it('before the last missed call is nothing that was tried since', () => {
    const { store, tell, list } = openDesk();
    const { answered, ended } = callBack('back', 60, 11);
    tell(missed('one', 0), answered, ended, missed('two', 120));
    expect(list('open')).toMatchObject([{ missedCount: 2, lastTry: null }]);
    store.close();
  });

  it('counts by the setting that holds when it is told', () => {
    const { store, tell, list } = openDesk({ talkSeconds: 10 });
    const { answered, ended } = callBack('back', 60, 11);
    tell(missed('one', 0), answered, ended);
    expect(list('closed')).toMatchObject([{ closedBy: 'answered' }]);
    store.close();
  });
});

it('an inbound call that was answered is a talk, however short', () => {
  const { store, tell, list } = openDesk();
  const data = { direction: 'inbound', from: caller, to: line, startedAt: at(60), answeredAt: at(62) };
  tell(missed('one', 0), event('again', 'answered', 62, data));
  tell(event('again', 'ended', 65, { ...data, endedAt: at(65) }));
  expect(list('closed')).toMatchObject([{ closedBy: 'answered', closedAt: at(60) }]);
  store.close();
});

it('what the rep says came of it is kept, shown, and taken back', () => {
  const { store, tell, list } = openDesk();
  tell(missed('one', 0));
  const id = list('open')[0]?.id ?? '';
  expect(store.request('followUps.close', { id, outcome: 'left-message' })).toMatchObject({
    state: 'closed',
    closedBy: 'rep',
    doneOutcome: 'left-message',
  });
  expect(store.request('followUps.reopen', { id })).toMatchObject({ state: 'open', doneOutcome: null });
  expect(store.request('followUps.close', { id })).toMatchObject({ closedBy: 'rep', doneOutcome: null });
  store.close();
});
