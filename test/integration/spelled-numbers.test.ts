/** One person's calls belong together however a network spells the number, and two withheld callers' never do. */
import { describe, expect, it } from 'vitest';
import { contactOf } from '#shared/contract/contact.ts';
import { engineMethods } from '#shared/contract/engine-protocol.ts';
import { connect } from '../../electron/engine/database/connection.ts';
import { databaseFile } from '../../electron/engine/database/open.ts';
import type { Store } from '../../electron/engine/store-thread/store.ts';
import { temporaryFolder } from '../support/engine-process.ts';
import { appendEvents, openTestStore, testConfiguration, workOff } from '../support/store.ts';

const start = Date.UTC(2026, 10, 23, 14, 0, 0);
const clock = { now: () => start + 200_000 };
const own = '+14155550100';

let lastMinute = 0;
function event(type: 'missed' | 'answered', data: Record<string, unknown>) {
  lastMinute += 1;
  const startedAt = new Date(start + lastMinute * 1000).toISOString();
  const id = `call ${lastMinute}`;
  return {
    id: `evt ${lastMinute}`,
    type: `call.${type}`,
    timestamp: startedAt,
    data: {
      callId: id,
      direction: 'inbound',
      to: own,
      startedAt,
      answeredAt: type === 'answered' ? startedAt : undefined,
      ...data,
    },
  };
}
const miss = (from: string | null, more: object = {}) => event('missed', { from, ...more });
const answer = (from: string | null) => event('answered', { from });
const callBack = (to: string) =>
  event('answered', { direction: 'outbound', from: own, to, durationSeconds: 60 });

const followUps = (store: Store, state: 'open' | 'closed') =>
  engineMethods['followUps.list'].response.parse(store.request('followUps.list', { limit: 100, state }))
    .followUps;
const calls = (store: Store, contact?: string) =>
  engineMethods['calls.list'].response.parse(
    store.request('calls.list', { limit: 100, ...(contact === undefined ? {} : { contact }) }),
  ).calls;

function open(events: readonly object[], options: Partial<Parameters<typeof openTestStore>[0]> = {}): Store {
  const store = openTestStore({ clock, ...options });
  appendEvents(store, events, clock.now());
  workOff(store);
  return store;
}

describe('withheld callers', () => {
  it.each([
    '"Restricted"',
    '<sip:anonymous@198.51.100.7>',
    'anonymous@anonymous.invalid',
    'Rufnummer unterdrückt',
    'Numéro masqué',
    '非通知',
    '0',
    '0000000000',
    '+10000000000',
    '266696687',
    '7378742833',
    '-1',
    'P',
  ])('%s is each time another one, whom no answered call closes', (from) => {
    const store = open([miss(from), miss(from), answer(from)]);
    expect(followUps(store, 'open').map(({ number, missedCount }) => [number, missedCount])).toEqual([
      [null, 1],
      [null, 1],
    ]);
    expect(followUps(store, 'closed')).toEqual([]);
    expect(calls(store).map((call) => call.from)).toEqual([null, null, null]);
    store.close();
  });
});

describe('a call back closes the thread', () => {
  it.each([
    ['+49 176 12345678', '+49017612345678', 'US'],
    ['+4917612345678', '0176 12345678', 'DE'],
    ['+442079460000', '+4402079460000', 'US'],
    ['+4402079460000', '020 7946 0000', 'GB'],
    ['sip:4155550131@10.0.0.5:5060;user=phone', '+14155550131', 'US'],
    ['+14155550131', '"Desk" <sip:+14155550131@pbx.example>', 'US'],
    ['tel:415-555-0131;phone-context=+1', '(415) 555-0131', 'US'],
    ['+5215512345678', '+52 55 1234 5678', 'US'],
    ['+525512345678', '044 55 1234 5678', 'MX'],
    ['+541123456789', '+54 9 11 2345-6789', 'AR'],
    ['+541123456789', '011 15-2345-6789', 'AR'],
    ['+551187654321', '+55 11 98765-4321', 'BR'],
    ['1001', '"Desk" <1001>', 'DE'],
  ])('of %s to %s in %s', (from, to, region) => {
    const store = open([miss(from), callBack(to)], { region });
    expect(followUps(store, 'open')).toEqual([]);
    expect(followUps(store, 'closed').map(({ closedBy }) => closedBy)).toEqual(['answered']);
    const [first] = calls(store);
    expect(first && calls(store, contactOf(first)).length).toBe(2);
    store.close();
  });

  it('shows the number as it was last told', () => {
    const store = open([miss('+5215512345678'), miss('+525512345678')]);
    expect(followUps(store, 'open').map(({ number, missedCount }) => [number, missedCount])).toEqual([
      ['+525512345678', 2],
    ]);
    store.close();
  });
});

describe('a name that was once known', () => {
  it('is kept until a newer one comes: in the list, on the page and in notifications', () => {
    const store = openTestStore({ clock });
    const told = (...events: readonly object[]) => {
      appendEvents(store, events, clock.now());
      return workOff(store);
    };
    told(miss('+5215512345678', { callerName: 'Example Ltd' }));
    const nameless = told(miss('+525512345678'), miss('+525512345678', { callerName: 'Unknown' }));
    expect(nameless.changed.map(({ callerName }) => callerName)).toEqual(['Example Ltd', 'Example Ltd']);
    expect(nameless.notifications.map(({ title }) => title)).toEqual([
      'Missed call - Example Ltd',
      'Missed call - Example Ltd',
    ]);
    expect(followUps(store, 'open').map(({ callerName }) => callerName)).toEqual(['Example Ltd']);
    told(miss('+525512345678', { callerName: 'Example Inc' }));
    told(miss('+525512345678'));
    expect(calls(store).map(({ callerName }) => callerName)).toEqual([
      'Example Inc',
      'Example Inc',
      'Example Inc',
      'Example Inc',
      'Example Ltd',
    ]);
    store.close();
  });
  it("is nobody else's", () => {
    const store = open([
      miss('+14155550131', { callerName: 'Example Ltd' }),
      miss('+14155550132'),
      miss('anonymous'),
    ]);
    expect(calls(store).map(({ callerName }) => callerName)).toEqual([null, null, 'Example Ltd']);
    store.close();
  });
});

describe('an outside line', () => {
  it('is suggested when it is seen, and closes threads once it is set', () => {
    const store = open([miss('+14155550131'), callBack('94155550131')]);
    expect(followUps(store, 'open')).toHaveLength(1);
    expect(store.request('calls.findOutsideLine', {})).toEqual({ prefix: '9', calls: 1 });
    store.configure(testConfiguration({ outsideLine: '9' }));
    // Also what was called before.
    expect(followUps(store, 'open')).toEqual([]);
    expect(followUps(store, 'closed')).toHaveLength(1);
    expect(store.request('calls.findOutsideLine', {})).toEqual({ prefix: null, calls: 0 });
    appendEvents(store, [miss('+14155550131'), callBack('9 1 415 555 0131')], clock.now());
    workOff(store);
    expect(followUps(store, 'open')).toEqual([]);
    store.close();
  });
  it('is suggested, too, where the digits made another number of it', () => {
    const store = open([miss('+4930123456'), callBack('9030123456')], { region: 'DE' });
    expect(store.request('calls.findOutsideLine', {})).toEqual({ prefix: '9', calls: 1 });
    store.close();
  });
  it('is not suggested without a known caller', () => {
    const store = open([miss('+14155550132'), callBack('94155550131'), miss('9102')]);
    expect(store.request('calls.findOutsideLine', {})).toEqual({ prefix: null, calls: 0 });
    store.close();
  });
});

describe('calls that were stored by older rules', () => {
  it('are read again: spellings fold together, withheld callers part, acts of the rep stay', () => {
    const dataFolder = temporaryFolder();
    const before = open(
      [miss('+442079460000'), miss('+14155550141'), miss('+14155550142'), miss('+14155550143')],
      { dataFolder },
    );
    const done = followUps(before, 'open').find(({ number }) => number === '+14155550143');
    before.request('followUps.act', { id: done?.id ?? '', act: { kind: 'done' } });
    before.close();
    // As an older version stored them.
    const db = connect(databaseFile(dataFolder), { busyTimeoutMs: 0 });
    const older: readonly [string, string][] = [
      ['+442079460000', '+4402079460000'],
      ['+14155550141', '+10000000000'],
      ['+14155550142', '+10000000000'],
      ['+14155550143', '"Desk" <sip:+14155550143@10.0.0.5>'],
    ];
    for (const [now, then] of older) {
      db.prepare('UPDATE calls SET from_number = $then, contact_key = $then WHERE from_number = $now').run({
        now,
        then,
      });
      db.prepare(
        "UPDATE call_events SET event = json_replace(event, '$.from', $then) WHERE event ->> 'from' = $now",
      ).run({ now, then });
    }
    db.exec(`UPDATE follow_ups SET contact_key = (SELECT contact_key FROM calls c WHERE c.follow_up_id = follow_ups.id);
      UPDATE calls SET follow_up_id = (SELECT min(follow_up_id) FROM calls WHERE contact_key = '+10000000000') WHERE contact_key = '+10000000000';
      DELETE FROM follow_ups WHERE id NOT IN (SELECT follow_up_id FROM calls);
      UPDATE follow_ups SET missed_count = 2, last_call_id = (SELECT max(id) FROM calls WHERE contact_key = '+10000000000') WHERE contact_key = '+10000000000';
      UPDATE progress SET number_rules = ''`);
    db.close();

    const store = openTestStore({ clock, dataFolder });
    expect(followUps(store, 'open').map(({ number, missedCount }) => [number, missedCount])).toEqual([
      [null, 1],
      [null, 1],
      ['+442079460000', 1],
    ]);
    expect(followUps(store, 'closed').map(({ number, closedBy }) => [number, closedBy])).toEqual([
      ['+14155550143', 'rep'],
    ]);
    appendEvents(store, [miss('+4402079460000')], clock.now());
    workOff(store);
    expect(followUps(store, 'open').map(({ missedCount }) => missedCount)).toEqual([2, 1, 1]);
    store.close();
  });
});
