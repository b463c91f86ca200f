/** Genuine requests whose content is absurd: they must harm neither the calls after them nor those who look at them. */
import { describe, expect, it } from 'vitest';
import { callPageSchema } from '#shared/contract/calls.ts';
import { followUpPageSchema } from '#shared/contract/follow-ups.ts';
import { engineNotificationSchema } from '#shared/contract/notifications.ts';
import { callLogReader } from '../../electron/engine/catch-up/log-delivery.ts';
import { connect } from '../../electron/engine/database/connection.ts';
import { databaseFile } from '../../electron/engine/database/open.ts';
import { emptyEvent } from '../../electron/engine/events/call-event.ts';
import type { ReadableSource } from '../../electron/engine/processing/read-delivery.ts';
import { createWorker } from '../../electron/engine/processing/worker.ts';
import { temporaryFolder } from '../support/engine-process.ts';
import { missedCall } from '../support/generic-events.ts';
import { appendEvent, openTestStore, testSettings, workOff } from '../support/store.ts';

const now = Date.UTC(2026, 10, 23, 14, 2);
const clock = { now: () => now };

/** A missed call with other data, then an ordinary one. */
function receive(data: Record<string, unknown>, timestamp?: string) {
  const store = openTestStore({ clock });
  const event = missedCall(1);
  appendEvent(store, { ...event, ...(timestamp && { timestamp }), data: { ...event.data, ...data } }, now);
  appendEvent(store, missedCall(2), now);
  const { notifications } = workOff(store);
  const page = { limit: 10 };
  const seen = {
    notifications: engineNotificationSchema.array().parse(notifications),
    calls: callPageSchema.parse(store.request('calls.list', page)).calls,
    followUps: followUpPageSchema.parse(store.request('followUps.list', { ...page, state: 'open' }))
      .followUps,
  };
  store.close();
  return { ...seen, call: seen.calls.find((call) => call.providerCallId === 'call_1') };
}

describe('absurd values in a genuine event', () => {
  it.each([1e300, 2 ** 70, '1e40', '9'.repeat(400)])('a duration of %s is not known', (durationSeconds) => {
    const { call, calls, notifications } = receive({ durationSeconds });
    expect(call?.durationSeconds).toBeNull();
    expect([calls.length, notifications.length]).toEqual([2, 2]);
  });

  it.each(['+275760-09-12T00:00:00Z', 'Jan 1 99999', '-000001-01-01T00:00:00Z'])(
    'the time %s is not known',
    (time) => {
      const { call, calls, followUps, notifications } = receive(
        { startedAt: time, answeredAt: null, endedAt: time },
        time,
      );
      expect(call).toMatchObject({ startedAt: null, endedAt: null, outcome: 'missed' });
      expect([calls.length, followUps.length, notifications.length]).toEqual([2, 2, 2]);
    },
  );

  it('a name is one short line in its own direction', () => {
    const { call, notifications } = receive({
      callerName: ` Bank\u202E\r\n\u0000knaB\u2028\ud800 ${'x'.repeat(300_000)}`,
      from: `sip:\u2066a\n${'b'.repeat(10_000)}`,
    });
    expect(call?.callerName).toMatch(/^Bank knaB x{100,}…$/);
    expect(call?.callerName?.length).toBeLessThanOrEqual(200);
    expect(call?.from).toMatch(/^sip:a b+…$/);
    expect(notifications[0]?.title.length).toBeLessThan(300);
  });

  it.each([
    ['zero-width spaces', 'Ba\u200Bn\u2060k\uFEFF', 'Bank'],
    ['joiners between Latin letters', 'B\u200Dan\u200Ck', 'Bank'],
    ['soft hyphens, fillers and tags', 'Ba\u00ADn\u3164k\u{E0041}\u180E', 'Bank'],
    ['annotations', 'Ba\uFFF9n\uFFFBk', 'Bank'],
    ['only what nobody sees', '\u200B\u2060\u{E0041}', null],
  ])('a name loses %s', (_, callerName, expected) => {
    expect(receive({ callerName }).call?.callerName).toBe(expected);
  });

  it.each([
    '\u0645\u06CC\u200C\u0646\u0627',
    '\u0915\u094D\u200D\u0937',
    'Zoe \u{1F469}\u{1F3FD}\u200D\u{1F4BB}',
    'Zoe \u2764\uFE0F\u200D\u{1F525}',
    'Zoe\u0308',
  ])('the name %j keeps what its letters need', (callerName) => {
    expect(receive({ callerName }).call?.callerName).toBe(callerName);
  });

  it('a message keeps its lines and loses what turns the reading direction', () => {
    const store = openTestStore({ clock });
    const { data } = missedCall(1);
    const transcript = 'First.\nSecond\u202E\u0007.';
    appendEvent(store, { id: 'v', type: 'call.voicemail', data: { ...data, transcript } }, now);
    store.worker.slice(10);
    expect(store.request('calls.get', { id: '1' })?.voicemail?.transcript).toBe('First.\nSecond.');
    store.close();
  });
});

it('what the database refuses of one delivery holds up no other', () => {
  const dataFolder = temporaryFolder();
  const store = openTestStore({ dataFolder, clock });
  for (const n of [1, 2, 3]) appendEvent(store, missedCall(n), now);
  const db = connect(databaseFile(dataFolder), { busyTimeoutMs: 1000 });
  const unreadable: number[] = [];
  const source: ReadableSource = {
    source: { id: 'main', provider: 'hmac', options: {} },
    callLog: callLogReader(null),
    reader: {
      identify: () => ({ eventId: 'unused', eventType: null }),
      read({ body }) {
        const { id } = JSON.parse(body.toString()) as { id: string };
        // Not a direction that the table takes.
        const direction = id === 'evt_2' ? 'sideways' : 'inbound';
        return [{ ...emptyEvent(id), kind: 'missed', direction: direction as 'inbound' }];
      },
    },
  };
  const worker = createWorker({
    db,
    clock,
    settings: () => testSettings(),
    sourceOf: () => source,
    sync: () => {},
    onCall: () => {},
    onUnreadable: (id) => unreadable.push(id),
  });
  expect(worker.slice(10).changed.map((call) => call.providerCallId)).toEqual(['evt_1', 'evt_3']);
  expect(unreadable).toEqual([2]);
  db.close();
  store.close();
});
