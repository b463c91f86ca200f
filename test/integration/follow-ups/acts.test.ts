/** What a rep does with follow-ups, in the store. */
import { describe, expect, it } from 'vitest';
import { engineMethods } from '#shared/contract/engine-protocol.ts';
import type { FollowUpList } from '#shared/contract/follow-ups.ts';
import type { NewAct } from '#shared/contract/rep-act.ts';
import { connect } from '../../../electron/engine/database/connection.ts';
import { databaseFile } from '../../../electron/engine/database/open.ts';
import type { Store } from '../../../electron/engine/store-thread/store.ts';
import { temporaryFolder } from '../../support/engine-process.ts';
import { appendEvent, openTestStore, workOff } from '../../support/store.ts';
import { testCallDelivery } from '../../support/verified.ts';

const start = Date.UTC(2026, 10, 23, 14, 0, 0);
const day = 86_400_000;
const at = (second: number) => new Date(start + second * 1000).toISOString();
const dana = '+14155550123';
const lee = '+14155550124';

function openDesk() {
  const dataFolder = temporaryFolder();
  const time = { now: start + 1_000_000 };
  const store = openTestStore({ dataFolder, clock: { now: () => time.now } });
  const list = (state: FollowUpList) => store.request('followUps.list', { limit: 50, state }).followUps;
  return {
    dataFolder,
    time,
    store,
    list,
    counts: () => (['open', 'snoozed', 'closed'] as const).map((state) => list(state).length),
    only: (state: FollowUpList) => {
      const [first, ...others] = list(state);
      if (!first || others.length > 0) throw new Error(`${others.length} more, or none`);
      return first;
    },
    /** Parsed as the engine does it with whatever it is asked. */
    act: (id: string, act: object, actId?: string) =>
      engineMethods['followUps.act'].response.parse(
        store.request('followUps.act', engineMethods['followUps.act'].request.parse({ id, act, actId })),
      ),
    undo: (actId = '') => store.request('followUps.undo', { actId }),
    /** Rows of the log, read beside the store. */
    log: (): { kind: string; contact_key: string }[] => {
      const db = connect(databaseFile(dataFolder), { readonly: true, busyTimeoutMs: 1000 });
      try {
        return db.prepare('SELECT * FROM rep_actions ORDER BY rowid').all() as ReturnType<
          ReturnType<typeof openDesk>['log']
        >;
      } finally {
        db.close();
      }
    },
  };
}

const event = (n: number, type: string, second: number, from: string | null = dana) => ({
  id: `evt_${n}_${type}_${from}`,
  type: `call.${type}`,
  timestamp: at(second),
  data: {
    callId: `call_${n}`,
    direction: 'inbound',
    from: from ?? 'anonymous',
    to: '+14155550100',
    startedAt: at(second),
  },
});
function tell(store: Store, ...events: object[]): void {
  for (const one of events) appendEvent(store, one, start);
  workOff(store);
}

describe('done', () => {
  it('leaves in sight what happened before it and is found after it', () => {
    const desk = openDesk();
    tell(desk.store, event(1, 'missed', 10), event(2, 'missed', 30));
    desk.act(desk.only('open').id, { kind: 'done' });
    tell(desk.store, event(3, 'missed', 20));
    expect(desk.only('open')).toMatchObject({ missedCount: 1, lastCallAt: at(20) });
    expect(desk.only('closed')).toMatchObject({ missedCount: 2, closedBy: 'rep' });
    desk.store.close();
  });

  it('holds when the number of a call becomes known', () => {
    const desk = openDesk();
    tell(desk.store, event(1, 'missed', 10, null), event(2, 'missed', 30));
    const withheld = desk.list('open').find(({ number }) => number === null);
    desk.act(withheld?.id ?? '', { kind: 'done' });
    // The webhook's own time puts it before the one that withheld the number.
    tell(desk.store, { ...event(1, 'missed', 10), timestamp: at(1) });
    expect(desk.list('closed')).toMatchObject([{ number: dana, closedBy: 'rep', missedCount: 1 }]);
    expect(desk.list('open')).toMatchObject([{ number: dana, missedCount: 1, lastCallAt: at(30) }]);
    desk.store.close();
  });

  it('counts again only what is still missed', () => {
    const desk = openDesk();
    tell(desk.store, event(1, 'missed', 10), event(2, 'missed', 30));
    desk.act(desk.only('open').id, { kind: 'done' });
    tell(desk.store, event(2, 'voicemail', 30));
    expect(desk.only('closed')).toMatchObject({ missedCount: 1, voicemailCount: 1 });
    tell(desk.store, event(1, 'answered', 10));
    expect(desk.only('closed')).toMatchObject({ missedCount: 0, voicemailCount: 1, closedBy: 'rep' });
    desk.store.close();
  });

  it('and reopening are in order although the clock was set back between them', () => {
    const desk = openDesk();
    tell(desk.store, event(1, 'missed', 10));
    const { id } = desk.only('open');
    desk.store.request('followUps.close', { id });
    desk.time.now -= 2 * day;
    expect(desk.store.request('followUps.reopen', { id })).toMatchObject({ state: 'open' });
    expect(desk.store.request('followUps.close', { id })).toMatchObject({ state: 'closed' });
    expect(desk.counts()).toEqual([0, 0, 1]);
    desk.store.close();
  });

  it('is kept once for what is open, and not at all for what a call closed', () => {
    const desk = openDesk();
    tell(desk.store, event(1, 'missed', 10), event(2, 'missed', 10, lee), event(3, 'answered', 20, lee));
    const reached = desk.only('closed');
    desk.act(reached.id, { kind: 'done' });
    desk.act(reached.id, { kind: 'snoozed', until: at(5000) });
    expect(desk.only('closed')).toEqual(reached);
    const { id } = desk.only('open');
    desk.act(id, { kind: 'done' });
    desk.act(id, { kind: 'done' });
    expect(desk.log().map(({ kind }) => kind)).toEqual(['done']);
    expect(desk.act('4711', { kind: 'done' })).toBeNull();
    desk.store.close();
  });
});

it('a caller that a talk closed is put back, and a further talk closes it again', () => {
  const desk = openDesk();
  tell(desk.store, event(1, 'missed', 10), event(2, 'answered', 20));
  const { id } = desk.only('closed');
  desk.act(id, { kind: 'reopened' });
  expect(desk.only('open')).toMatchObject({ id, missedCount: 1, closedBy: null });
  // A miss after the talk joins it, and so does one that is told late.
  tell(desk.store, event(3, 'missed', 30), event(4, 'missed', 5));
  expect(desk.list('open')).toMatchObject([{ missedCount: 2 }]);
  expect(desk.only('closed')).toMatchObject({ missedCount: 1, closedBy: 'answered' });
  desk.time.now += 1_000_000;
  tell(desk.store, event(5, 'answered', 1500));
  expect(desk.counts()).toEqual([0, 0, 2]);
  desk.store.close();
});

describe('snoozed', () => {
  it('takes a caller out of the list and the count until then', () => {
    const desk = openDesk();
    tell(desk.store, event(1, 'missed', 10), event(2, 'missed', 20, lee));
    const { id } = desk.list('open').find(({ number }) => number === dana) ?? { id: '' };
    const until = at(1600);
    expect(desk.act(id, { kind: 'snoozed', until })).toMatchObject({ state: 'open', snoozedUntil: until });
    expect(desk.counts()).toEqual([1, 1, 0]);
    expect(desk.store.request('summary.get', {}).toCallBack).toBe(1);
    expect(desk.store.request('followUps.list', { limit: 10, state: 'snoozed' })).toMatchObject({
      total: 1,
      followUps: [{ id }],
    });
    desk.time.now = Date.parse(until);
    expect(desk.counts()).toEqual([2, 0, 0]);
    expect(desk.store.request('summary.get', {}).toCallBack).toBe(2);
    desk.store.close();
  });

  it('ends with another miss of the caller, and with an answered call', () => {
    const desk = openDesk();
    tell(desk.store, event(1, 'missed', 10));
    const { id } = desk.only('open');
    desk.act(id, { kind: 'snoozed', until: at(9000) });
    tell(desk.store, event(2, 'missed', 20));
    expect(desk.only('open')).toMatchObject({ id, missedCount: 2, snoozedUntil: null });
    desk.act(id, { kind: 'snoozed', until: at(9000) });
    tell(desk.store, event(3, 'answered', 30));
    expect(desk.only('closed')).toMatchObject({ id, closedBy: 'answered', snoozedUntil: null });
    desk.store.close();
  });

  it('is paged like the other lists', () => {
    const desk = openDesk();
    for (let n = 0; n < 6; n++) tell(desk.store, event(n, 'missed', n, `+1415555${1000 + n}`));
    for (const { id } of desk.list('open').filter((_, index) => index % 2 === 0))
      desk.act(id, { kind: 'snoozed', until: at(9000) });
    for (const state of ['open', 'snoozed'] as const) {
      const first = desk.store.request('followUps.list', { limit: 2, state });
      const rest = desk.store.request('followUps.list', { limit: 2, state, before: first.nextBefore ?? '' });
      expect([...first.followUps, ...rest.followUps]).toEqual(desk.list(state));
      expect(first.total).toBe(3);
    }
    desk.store.close();
  });
});

describe('notes and what else is told', () => {
  it('stay with the calls, and are told oldest first', () => {
    const desk = openDesk();
    tell(desk.store, event(1, 'missed', 10));
    const { id } = desk.only('open');
    expect(desk.only('open')).toMatchObject({ notes: [], lastAct: null });
    desk.act(id, { kind: 'noted', note: '  Asked for Lee ' });
    desk.time.now += 1000;
    desk.act(id, { kind: 'noted', note: 'Will be back at two' });
    desk.act(id, { kind: 'done' });
    tell(desk.store, event(2, 'missed', 20));
    expect(desk.only('open')).toMatchObject({ notes: [], lastAct: null });
    expect(desk.only('closed')).toMatchObject({
      notes: [
        { text: 'Asked for Lee', by: null, at: at(1000) },
        { text: 'Will be back at two', at: at(1001) },
      ],
      lastAct: { kind: 'done', by: null },
    });
    expect(desk.store.request('followUps.reopen', { id })).toMatchObject({
      missedCount: 2,
      notes: [{ text: 'Asked for Lee' }, { text: 'Will be back at two' }],
    });
    desk.store.close();
  });

  it('are bounded, and what is malformed is not kept', () => {
    const desk = openDesk();
    tell(desk.store, event(1, 'missed', 10));
    const { id } = desk.only('open');
    // The longest that is allowed, of what is longest in JSON.
    expect(desk.act(id, { kind: 'noted', note: '\u0001'.repeat(2000) })?.notes).toHaveLength(1);
    for (const act of [
      { kind: 'noted', note: 'x'.repeat(2001) },
      { kind: 'noted', note: ' ' },
      { kind: 'snoozed' },
      { kind: 'undone' },
      { kind: 'invented' },
    ])
      expect(() => desk.act(id, act)).toThrow();
    expect(() => desk.act(id, { kind: 'done' }, 'x'.repeat(65))).toThrow();
    expect(desk.log()).toHaveLength(1);
    desk.store.close();
  });

  it('of acts that move nothing are kept for later', () => {
    const desk = openDesk();
    tell(desk.store, event(1, 'missed', 10));
    const { id } = desk.only('open');
    const acts: NewAct[] = [
      { kind: 'claimed' },
      { kind: 'assigned', to: 'Lee' },
      { kind: 'outcome', outcome: 'left a message', note: 'on the mobile' },
    ];
    for (const act of acts)
      expect(desk.act(id, act)).toMatchObject({ state: 'open', lastAct: { kind: act.kind } });
    expect(desk.log()).toMatchObject([
      { payload: null },
      { payload: '{"to":"Lee"}' },
      { payload: '{"outcome":"left a message","note":"on the mobile"}', origin: 'local', by: null },
    ]);
    desk.store.close();
  });
});

describe('taking back', () => {
  it('restores what was, whatever was done since, and is itself an act', () => {
    const desk = openDesk();
    tell(desk.store, event(1, 'missed', 10));
    const { id } = desk.only('open');
    const done = desk.act(id, { kind: 'done' })?.lastAct?.id;
    desk.act(id, { kind: 'noted', note: 'by mistake' });
    expect(desk.undo(done)).toMatchObject({
      id,
      state: 'open',
      notes: [{ text: 'by mistake' }],
      lastAct: { kind: 'noted' },
    });
    expect(desk.undo(done)).toMatchObject({ state: 'open' });
    expect(desk.log().map(({ kind }) => kind)).toEqual(['done', 'noted', 'undone']);
    expect(desk.undo('never-done')).toBeNull();
    desk.store.close();
  });

  it('of taking back brings the act into effect again', () => {
    const desk = openDesk();
    tell(desk.store, event(1, 'missed', 10));
    desk.act(desk.only('open').id, { kind: 'done' }, 'first');
    desk.undo('first');
    const undone = desk.log().at(-1) as unknown as { id: string };
    expect(desk.undo(undone.id)).toMatchObject({ state: 'closed', lastAct: { id: 'first' } });
    desk.store.close();
  });
});

it('an act that is repeated with its ID is done once', () => {
  const desk = openDesk();
  tell(desk.store, event(1, 'missed', 10), event(2, 'missed', 20, lee));
  const [first, second] = desk.list('open');
  const once = desk.act(first?.id ?? '', { kind: 'done' }, 'act-1');
  expect(desk.act(first?.id ?? '', { kind: 'done' }, 'act-1')).toEqual(once);
  expect(desk.act(second?.id ?? '', { kind: 'done' }, 'act-1')).toEqual(once);
  expect(desk.counts()).toEqual([1, 0, 1]);
  desk.store.close();
});

it('no act in the log is ever changed', () => {
  const desk = openDesk();
  tell(desk.store, event(1, 'missed', 10));
  desk.act(desk.only('open').id, { kind: 'done' });
  const db = connect(databaseFile(desk.dataFolder), { busyTimeoutMs: 1000 });
  expect(() => db.exec('UPDATE rep_actions SET at = 0')).toThrow(/never changed/);
  db.close();
  desk.store.close();
});

describe('acts are deleted', () => {
  it('with the last of their calls, by retention', () => {
    const desk = openDesk();
    tell(desk.store, event(1, 'missed', 10), event(2, 'missed', 72_000));
    const { id } = desk.only('open');
    desk.act(id, { kind: 'noted', note: 'both calls' }, 'both');
    desk.act(id, { kind: 'done' }, 'done');
    desk.undo('both');
    desk.time.now = start + 90.5 * day;
    while (desk.store.retention.sweep(desk.time.now));
    expect(desk.log().map(({ kind }) => kind)).toEqual(['noted', 'done', 'undone']);
    expect(desk.only('closed')).toMatchObject({ closedBy: 'rep' });
    desk.time.now = start + 91 * day;
    while (desk.store.retention.sweep(desk.time.now));
    expect(desk.log()).toEqual([]);
    expect(desk.counts()).toEqual([0, 0, 0]);
    desk.store.close();
  });

  it('with all that is deleted of a contact, and no others', () => {
    const desk = openDesk();
    tell(desk.store, event(1, 'missed', 10), event(2, 'missed', 20, lee));
    for (const { id } of desk.list('open')) {
      desk.act(id, { kind: 'noted', note: 'called back' });
      desk.act(id, { kind: 'done' });
    }
    const db = connect(databaseFile(desk.dataFolder), { busyTimeoutMs: 1000 });
    db.prepare('DELETE FROM calls WHERE contact_key = ?').run(dana);
    db.close();
    expect(desk.log().map(({ contact_key }) => contact_key)).toEqual([lee, lee]);
    desk.store.close();
  });

  it('with test calls, and what was done with real calls of the same number stays done', () => {
    const desk = openDesk();
    const sendTestCall = (n: number, second: number, from: string) => {
      const body = Buffer.from(JSON.stringify(event(n, 'missed', second, from)));
      desk.store.append([testCallDelivery({ receivedAt: start, body })]);
      workOff(desk.store);
    };
    tell(desk.store, event(1, 'missed', 10));
    sendTestCall(2, 20, dana);
    sendTestCall(3, 30, lee);
    for (const { id } of desk.list('open')) desk.act(id, { kind: 'done' });
    tell(desk.store, event(4, 'missed', 40), event(5, 'missed', 50, lee));
    expect(desk.counts()).toEqual([2, 0, 2]);
    expect(desk.store.request('calls.removeTests', {})).toEqual({ removed: 2 });
    expect(desk.log()).toMatchObject([{ contact_key: dana, kind: 'done' }]);
    expect(desk.list('open')).toMatchObject([
      { number: lee, missedCount: 1 },
      { number: dana, missedCount: 1 },
    ]);
    expect(desk.only('closed')).toMatchObject({ number: dana, missedCount: 1, closedBy: 'rep' });
    desk.store.close();
  });
});
