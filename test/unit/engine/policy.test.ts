import { describe, expect, it } from 'vitest';
import { digestText } from '#shared/calls/digest-text.ts';
import type { Call } from '#shared/contract/calls.ts';
import { decide } from '../../../electron/engine/notifications/decide.ts';
import { notificationText, ordinal } from '../../../electron/engine/notifications/notification-text.ts';

const call: Call = {
  id: '1',
  sourceId: 'main',
  provider: 'twilio',
  providerCallId: 'CA1',
  direction: 'inbound',
  from: '+14155550123',
  to: '+14155550100',
  callerName: null,
  at: '2026-11-23T14:00:00.000Z',
  startedAt: '2026-11-23T14:00:00.000Z',
  answeredAt: null,
  endedAt: '2026-11-23T14:00:30.000Z',
  durationSeconds: 0,
  outcome: 'missed',
  voicemail: null,
  foundLater: false,
  isTest: false,
};
const reader = { region: 'US', locale: 'en-US' };
/** In the tests' time zone it is 9:02 AM. */
const now = Date.parse('2026-11-23T14:02:31.000Z');

describe('decide', () => {
  it.each([
    ['a missed call', { outcome: 'missed', direction: 'inbound', notified: [] }, 'missed'],
    ['a voicemail', { outcome: 'voicemail', direction: 'inbound', notified: [] }, 'voicemail'],
    [
      'a voicemail after its miss',
      { outcome: 'voicemail', direction: 'inbound', notified: ['missed'] },
      'voicemail',
    ],
    ['a miss that was shown', { outcome: 'missed', direction: 'inbound', notified: ['missed'] }, null],
    [
      'a voicemail that was shown',
      { outcome: 'voicemail', direction: 'inbound', notified: ['missed', 'voicemail'] },
      null,
    ],
    [
      'a miss after its voicemail',
      { outcome: 'missed', direction: 'inbound', notified: ['voicemail'] },
      null,
    ],
    ['an answered call', { outcome: 'answered', direction: 'inbound', notified: [] }, null],
    ['an outbound call', { outcome: 'missed', direction: 'outbound', notified: [] }, null],
  ] as const)('%s', (_name, input, kind) => {
    const decision = decide({ ...input, ageMs: 1000, fromLog: false });
    expect(decision.action === 'quiet' ? null : decision.kind).toBe(kind);
    // Only a miss can turn out to be none.
    expect(decision.action === 'hold').toBe(kind === 'missed');
    expect(decision.reason).not.toBe('');
  });
});

describe('what is known late', () => {
  const late = { direction: 'inbound', notified: [], ageMs: 5 * 60_000 + 1, fromLog: true } as const;
  it('is told together with the rest', () => {
    expect(decide({ ...late, outcome: 'missed' })).toMatchObject({ action: 'digest', kind: 'missed' });
    expect(decide({ ...late, outcome: 'voicemail' })).toMatchObject({ action: 'digest', kind: 'voicemail' });
    expect(decide({ ...late, outcome: 'answered' }).action).toBe('quiet');
    expect(decide({ ...late, outcome: 'missed', ageMs: 5 * 60_000 }).action).toBe('hold');
  });

  it('is not told again by the call log, and a webhook still brings the voicemail', () => {
    const again = { ...late, outcome: 'voicemail', notified: ['missed'] } as const;
    expect(decide(again).action).toBe('quiet');
    expect(decide({ ...again, fromLog: false })).toMatchObject({ action: 'notify', kind: 'voicemail' });
  });

  it('names each call with its own time, newest first, and the day where it is another one', () => {
    const calls = [0, 1, 2, 3, 4, 5].map((n) => ({
      ...call,
      id: String(n),
      outcome: n === 1 ? ('voicemail' as const) : ('missed' as const),
      at: new Date(now - n * 5 * 3_600_000).toISOString(),
    }));
    expect(digestText(calls, now, reader)).toEqual({
      title: '5 missed calls and 1 voicemail while you were away',
      body: [
        '(415) 555-0123 - 9:02 AM',
        '(415) 555-0123 - 4:02 AM',
        '(415) 555-0123 - yesterday 11:02 PM',
        '(415) 555-0123 - yesterday 6:02 PM',
        '(415) 555-0123 - yesterday 1:02 PM',
        'and 1 more',
      ].join('\n'),
    });
  });
});

const once = { count: 1, firstAt: null };

it('says that a digest is about tests, and which are', () => {
  const test = { ...call, isTest: true };
  expect(digestText([test, test], now, reader)).toEqual({
    title: 'Test: 2 missed calls',
    body: '(415) 555-0123 - 9:00 AM\n(415) 555-0123 - 9:00 AM',
  });
  expect(digestText([test, call], now, reader)).toEqual({
    title: '2 missed calls',
    body: '(415) 555-0123, a test - 9:00 AM\n(415) 555-0123 - 9:00 AM',
  });
});

describe('notificationText', () => {
  it.each([
    [30_000, '2nd time in 1 min'],
    [9.5 * 60_000, '2nd time in 10 min'],
    [59 * 60_000, '2nd time in 59 min'],
    [60 * 60_000, '2nd time today'],
  ])('says how often the caller tried, and in how long: %i ms', (span, words) => {
    const today = { count: 2, firstAt: Date.parse(call.at) - span };
    const { body } = notificationText({ kind: 'missed', call, today, now }, reader);
    expect(body).toBe(`2 min ago - ${words}`);
  });

  it('names the number as people at home write it, and how long ago', () => {
    expect(notificationText({ kind: 'missed', call, today: once, now }, reader)).toEqual({
      title: 'Missed call - (415) 555-0123',
      body: '2 min ago',
    });
  });

  it('names the caller first, and counts the calls of the day', () => {
    const named = { ...call, callerName: 'Reception', from: '+441632960123' };
    expect(
      notificationText(
        { kind: 'missed', call: named, today: { count: 3, firstAt: now - 7_200_000 }, now },
        reader,
      ),
    ).toEqual({
      title: 'Missed call - Reception',
      body: '+44 1632 960123 - 2 min ago - 3rd time today',
    });
  });

  it('begins with the words of a voicemail, cut to a length that fits', () => {
    const transcript = `Please  call\nback ${'soon '.repeat(100)}`;
    const left = {
      ...call,
      outcome: 'voicemail' as const,
      voicemail: { recordingUrl: null, transcript, durationSeconds: 42 },
    };
    const { title, body } = notificationText({ kind: 'voicemail', call: left, today: once, now }, reader);
    expect(title).toBe('Voicemail - (415) 555-0123');
    expect(body).toMatch(/^"Please call back soon .*…"\n2 min ago$/);
    expect(body.length).toBeLessThan(190);
  });

  it('says so when the number is withheld', () => {
    const { title } = notificationText(
      { kind: 'missed', call: { ...call, from: null }, today: once, now },
      reader,
    );
    expect(title).toBe('Missed call - Number withheld');
  });

  it('says that it tells of a test', () => {
    const { title } = notificationText(
      { kind: 'missed', call: { ...call, isTest: true }, today: once, now },
      reader,
    );
    expect(title).toBe('Test: missed call - (415) 555-0123');
  });
});

it.each([
  [59_000, 'just now'],
  [60_000, '1 min ago'],
  [3_600_000 * 2.5, '2 h ago'],
  [-60_000, 'just now'],
])('says how long ago %i ms are as a person does: %s', (passed, words) => {
  const at = new Date(now - passed).toISOString();
  const { body } = notificationText({ kind: 'missed', call: { ...call, at }, today: once, now }, reader);
  expect(body).toBe(words);
});

it('counts as a person does', () => {
  expect([1, 2, 3, 4, 11, 21, 22, 103].map(ordinal)).toEqual([
    '1st',
    '2nd',
    '3rd',
    '4th',
    '11th',
    '21st',
    '22nd',
    '103rd',
  ]);
});
