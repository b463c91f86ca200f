/** What tells one delivery from another: an ID that is the call's does not, and one that nobody signed keeps nothing out. */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { provedByVerdict } from '../../electron/engine/intake/verified-delivery.ts';
import { hmac } from '../../electron/engine/providers/hmac/index.ts';
import { appendEvent, openTestStore, workOff } from '../support/store.ts';

const now = Date.UTC(2026, 10, 23, 14, 0, 0);
const clock = { now: () => now };
const secret = 'example-secret';

describe('a body that calls the ID of its call "id"', () => {
  const threeCx = {
    callId: 'chid',
    type: {
      path: ['finishtype', 'event'],
      values: { 'call.ringing': ['ringing'], 'call.answered': ['Ok', 'answered'], 'call.missed': ['Missed'] },
    },
    direction: { always: 'inbound' },
    from: 'callerid',
  };
  const nectarDesk = {
    callId: 'id',
    type: { path: 'event', values: { 'call.ringing': ['call_started'], 'call.ended': ['call_ended'] } },
    direction: { always: 'inbound' },
    from: 'call.number',
  };
  const caller = '+14155550131';
  it.each([
    [
      'a 3CX add-on',
      threeCx,
      [
        { id: '7_41-0', chid: 'c1', event: 'ringing', callerid: caller },
        { id: '7_41-0', chid: 'c1', event: 'incoming', finishtype: 'Missed', callerid: caller },
      ],
    ],
    [
      'NectarDesk',
      nectarDesk,
      [
        { id: 'c1', event: 'call_started', call: { number: caller } },
        { id: 'c1', event: 'call_ended', call: { number: caller } },
      ],
    ],
    [
      'a path that leads to the call',
      { ...threeCx, id: 'chid' },
      [
        { chid: 'c1', event: 'ringing', callerid: caller },
        { chid: 'c1', finishtype: 'Missed', callerid: caller },
      ],
    ],
    [
      'states of one type',
      threeCx,
      [
        { id: '7', chid: 'c1', event: 'ringing' },
        { id: '7', chid: 'c1', event: 'ringing', callerid: caller },
        { id: '7', chid: 'c1', finishtype: 'Missed' },
      ],
    ],
  ])('%s: each state counts, and each repetition is one', (_, mapping, bodies) => {
    for (const order of [bodies, bodies.toReversed()]) {
      const store = openTestStore({ clock, options: { unauthenticated: true, mapping } });
      expect(order.map((body) => appendEvent(store, body, now)?.outcome)).toEqual(
        order.map(() => 'accepted'),
      );
      expect(order.map((body) => appendEvent(store, body, now)?.outcome)).toEqual(
        order.map(() => 'duplicate'),
      );
      const { notifications } = workOff(store);
      expect(notifications.map(({ kind }) => kind)).toEqual(['missed']);
      expect(store.request('calls.list', { limit: 10 }).calls).toMatchObject([
        { outcome: 'missed', from: caller },
      ]);
      store.close();
    }
  });

  it('is told apart, too, in the generic event', () => {
    const store = openTestStore({ clock, options: { unauthenticated: true } });
    const data = { callId: 'c1', direction: 'inbound', from: caller };
    const states = ['call.ringing', 'call.missed'].map((type) => ({ id: 'c1', type, data }));
    expect(states.map((event) => appendEvent(store, event, now)?.outcome)).toEqual(['accepted', 'accepted']);
    store.close();
  });

  it('is still the ID of the event where the rep says so', () => {
    const options = { unauthenticated: true, mapping: threeCx, eventIdPath: 'event_no' };
    const store = openTestStore({ clock, options });
    const event = { event_no: 5, chid: 'c1', event: 'ringing' };
    expect(appendEvent(store, event, now)?.outcome).toBe('accepted');
    expect(appendEvent(store, { ...event, attempt: 2 }, now)?.outcome).toBe('duplicate');
    store.close();
  });
});

describe('an event ID that nobody signed', () => {
  const missed = (n: number) =>
    JSON.stringify({
      type: 'call.missed',
      data: { callId: `c${n}`, direction: 'inbound', from: `+1415555013${n}` },
    });
  const mac = (text: string) => createHmac('sha256', secret).update(text).digest('hex');
  const schemes: Record<
    string,
    { options: Record<string, unknown>; sign(body: string, at: number): Record<string, string> }
  > = {
    stripe: {
      options: { preset: 'stripe', eventIdHeader: 'x-event-id' },
      sign: (body, at) => ({ 'stripe-signature': `t=${at},v1=00ff,v1=${mac(`${at}.${body}`)}` }),
    },
    'a header with the time': {
      options: { timestampHeader: 'x-time', eventIdHeader: 'x-event-id' },
      sign: (body, at) => ({ 'x-time': String(at), 'x-signature': mac(`${at}.${body}`) }),
    },
    'the body alone': {
      options: { eventIdHeader: 'x-event-id' },
      sign: (body) => ({ 'x-signature': mac(body) }),
    },
    github: {
      options: { preset: 'github', eventIdHeader: 'x-event-id' },
      sign: (body) => ({ 'x-hub-signature-256': `sha256=${mac(body)}` }),
    },
  };

  it.each(Object.entries(schemes))('%s: keeps no genuine event out', (_, { options, sign }) => {
    const parsed = hmac.description.options.parse(options);
    const store = openTestStore({ clock, options });
    const authenticator = hmac.authenticator({ secrets: [secret], publicUrl: undefined, options: parsed });
    const post = (n: number, id: string, secondsAgo: number) => {
      const headers = { ...sign(missed(n), now / 1000 - secondsAgo), 'x-event-id': id };
      const body = Buffer.from(missed(n));
      const verdict = authenticator.verify({ method: 'POST', query: '', headers, body }, now);
      if (!verdict.genuine) throw new Error(verdict.reason);
      const kept = JSON.stringify({ 'x-event-id': id });
      const content = {
        sourceId: 'main',
        query: '',
        contentType: 'application/json',
        headers: kept,
        receivedAt: now,
        body,
      };
      return store.append([provedByVerdict(verdict, content, 'webhook')])[0]?.outcome;
    };
    // A captured request, with the ID that the next event will have.
    expect(post(1, 'evt-2', 9)).toBe('accepted');
    expect(post(2, 'evt-2', 5)).toBe('accepted');
    expect(post(1, 'evt-1', 9)).toBe('duplicate');
    // The sender's own retries, signed again or not.
    expect(post(2, 'evt-2', 5)).toBe('duplicate');
    expect(post(2, 'evt-2', 1)).toBe('duplicate');
    // The captured one under any other ID.
    expect(post(1, 'evt-3', 9)).toBe('duplicate');
    expect(post(3, 'evt-3', 0)).toBe('accepted');
    workOff(store);
    expect(store.request('calls.list', { limit: 10 }).total).toBe(3);
    store.close();
  });
});
