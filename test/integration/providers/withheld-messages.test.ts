/** Voicemail of callers whose number is withheld, from a vendor that does not say which call a message was left in. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../electron/engine/store-thread/store.ts';
import { appendEvent, openTestStore, workOff } from '../../support/store.ts';

const minute = 60_000;
const start = Date.UTC(2026, 10, 23, 14, 0, 0);
const iso = (at: number) => new Date(at).toISOString();

const session = (id: string, code: string, at: number, from: object) => ({
  uuid: `${id} ${code}`,
  event: '/restapi/v1.0/account/1/extension/7/telephony/sessions',
  body: {
    telephonySessionId: id,
    eventTime: iso(at),
    parties: [
      {
        extensionId: '7',
        id: `${id}-2`,
        direction: 'Inbound',
        from,
        to: { phoneNumber: '+14155550100' },
        status: { code },
        missedCall: false,
      },
    ],
  },
});
const message = (id: string, at: number, from: object) => ({
  uuid: `message ${id}`,
  event: '/restapi/v1.0/account/1/extension/7/voicemail',
  body: {
    id,
    from,
    to: [{ phoneNumber: '+14155550100' }],
    creationTime: iso(at),
    direction: 'Inbound',
    attachments: [{ type: 'AudioRecording', uri: `https://media.example.com/${id}`, vmDuration: 12 }],
  },
});
/** As RingCentral writes the number of who withholds it in a session, and leaves it out of a message. */
const withheld = { phoneNumber: 'anonymous', name: 'Anonymous' };
const toVoicemail = (id: string, at: number, from: object = withheld) => [
  session(id, 'Setup', at, from),
  session(id, 'Proceeding', at + 500, from),
  session(id, 'VoiceMail', at + 20_000, from),
  session(id, 'Disconnected', at + 45_000, from),
];

const open = () => openTestStore({ provider: 'ringcentral', clock: { now: () => start + minute } });
const deliver = (store: Store, events: readonly object[]) =>
  events.flatMap((event) => {
    appendEvent(store, event, start + minute);
    return workOff(store).notifications;
  });
const callsOf = (store: Store) =>
  store
    .request('calls.list', { limit: 50 })
    .calls.map(({ providerCallId, outcome }) => [providerCallId, outcome])
    .sort();

describe('a message of a caller whose number is withheld', () => {
  it('and its call are one call and one follow-up, in any order and repetition', () => {
    const all = [...toVoicemail('s-1', start), message('m-1', start + 45_000, { name: 'Anonymous' })];
    fc.assert(
      fc.property(fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }), (shuffled) => {
        const store = open();
        deliver(store, shuffled);
        expect(callsOf(store)).toEqual([['s-1', 'voicemail']]);
        expect(store.request('followUps.list', { limit: 50, state: 'open' }).followUps).toMatchObject([
          { number: null, missedCount: 0, voicemailCount: 1 },
        ]);
        store.close();
      }),
      { numRuns: 40 },
    );
  });

  it('does not join the call of a number that is known, nor one of another hour', () => {
    const store = open();
    deliver(store, [
      ...toVoicemail('s-known', start, { phoneNumber: '+14155550123' }),
      ...toVoicemail('s-before', start - 90 * minute),
      message('m-1', start + 45_000, {}),
    ]);
    expect(callsOf(store)).toEqual([
      ['m-1', 'voicemail'],
      ['s-before', 'missed'],
      ['s-known', 'missed'],
    ]);
    store.close();
  });

  it('is told apart from the message of another who withholds the number', () => {
    const store = open();
    deliver(store, [
      ...toVoicemail('s-1', start - 5 * minute),
      message('m-1', start - 5 * minute + 45_000, {}),
      ...toVoicemail('s-2', start),
      message('m-2', start + 45_000, {}),
    ]);
    expect(callsOf(store)).toEqual([
      ['s-1', 'voicemail'],
      ['s-2', 'voicemail'],
    ]);
    store.close();
  });
});
