/** Voicemail messages of vendors that do not say which call they were left in. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProviderId } from '#shared/providers/index.ts';
import { logDelivery } from '../../electron/engine/catch-up/log-delivery.ts';
import type { SimulatedCall } from '../../electron/engine/providers/contract/simulator.ts';
import type { Store } from '../../electron/engine/store-thread/store.ts';
import { callLogOf } from '../support/call-logs/adapters.ts';
import { appendEvent, openTestStore, workOff } from '../support/store.ts';
import { vendorSimulators } from '../support/vendor-simulators.ts';

const minute = 60_000;
const start = Date.UTC(2026, 10, 23, 14, 0, 0);
const callFrom = (from: string, startedAt = start, kind: SimulatedCall['kind'] = 'voicemail') => ({
  kind,
  uuid: `${from.slice(-4)}-${startedAt}`,
  number: startedAt / 1000,
  from,
  to: '+14155550100',
  startedAt,
  answeredAt: startedAt + 20_000,
  endedAt: startedAt + 50_000,
});
const dana = '+14155550123';
const lee = '+14155550124';

const ringCentral = (call: SimulatedCall): object[] =>
  vendorSimulators.ringcentral
    .events(call, {
      provider: 'ringcentral',
      secret: 'token',
      privateKey: null,
      publicUrl: 'https://acme.example/hooks/main',
      options: {},
    })
    .map(({ body }) => JSON.parse(body) as object);

interface ZoomEvent {
  payload: { object: object };
}

/** Zoom as it was: a message has an ID of its own and no `call_id` (published fixture of elastic/integrations). */
const olderZoom = ({ from, to, startedAt, endedAt, number }: SimulatedCall): object[] => {
  const time = (at: number) => new Date(at).toISOString().replace('.000', '');
  const parties = {
    call_id: `call ${number}`,
    caller: { phone_number: from },
    callee: { phone_number: to, extension_type: 'user' },
    ringing_start_time: time(startedAt),
  };
  const message = {
    id: `message ${number}`,
    caller_number: from,
    callee_number: to,
    date_time: time(endedAt),
  };
  const event = (name: string, object: object) => ({ event: `phone.${name}`, payload: { object } });
  return [
    event('callee_ringing', parties),
    event('callee_missed', { ...parties, call_end_time: time(startedAt + 30_000) }),
    event('voicemail_received', { ...message, download_url: 'https://media.example.com/1', duration: '12' }),
    event('voicemail_transcript_completed', { ...message, transcription: { content: 'Call me back' } }),
  ];
};

const open = (provider: ProviderId): Store =>
  openTestStore({ provider, clock: { now: () => start + minute } });
const deliver = (store: Store, events: readonly object[]) =>
  events.flatMap((event) => {
    appendEvent(store, event, start + minute);
    return workOff(store).notifications;
  });
const callsOf = (store: Store) => store.request('calls.list', { limit: 50 }).calls;
const threadsOf = (store: Store) => store.request('followUps.list', { limit: 50, state: 'open' }).followUps;

describe.each([
  { provider: 'ringcentral', events: ringCentral, idOf: ({ uuid }: SimulatedCall) => `s-${uuid}` },
  { provider: 'zoom', events: olderZoom, idOf: ({ number }: SimulatedCall) => `call ${number}` },
] as const)('a message of $provider', ({ provider, events, idOf }) => {
  const call = callFrom(dana);

  it('and its call are one call, one thread and one notification, in any order and repetition', () => {
    const all = events(call);
    fc.assert(
      fc.property(fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }), (shuffled) => {
        const store = open(provider);
        const notifications = deliver(store, shuffled);
        expect(callsOf(store)).toMatchObject([
          { providerCallId: idOf(call), from: dana, outcome: 'voicemail', direction: 'inbound' },
        ]);
        expect(threadsOf(store)).toMatchObject([{ missedCount: 0, voicemailCount: 1 }]);
        // Each replaces the one before.
        expect(new Set(notifications.map((one) => one.call.id)).size).toBe(1);
        expect(notifications.filter(({ kind }) => kind === 'voicemail')).toHaveLength(1);
        expect(notifications.at(-1)?.kind).toBe('voicemail');
        expect(notifications.filter(({ silent }) => !silent)).toHaveLength(1);
        store.close();
      }),
      { numRuns: 60 },
    );
  });

  it('is the same whatever came first, to the last field', () => {
    const inOrder = open(provider);
    const reversed = open(provider);
    const withoutId = ({ id: _, ...rest }: ReturnType<typeof callsOf>[number]) => rest;
    deliver(inOrder, events(call));
    deliver(reversed, events(call).reverse());
    expect(callsOf(reversed).map(withoutId)).toEqual(callsOf(inOrder).map(withoutId));
    inOrder.close();
    reversed.close();
  });

  it("does not join another caller's call, one that was long ago, or one that began later", () => {
    const store = open(provider);
    const message = events(call).slice(-1);
    deliver(store, [
      ...events(callFrom(lee, start, 'missed')).slice(0, 2),
      ...events(callFrom(dana, start - 30 * minute, 'missed')).slice(0, 2),
      ...message,
      ...events(callFrom(dana, start + 2 * minute, 'missed')).slice(0, 2),
    ]);
    const found = callsOf(store);
    expect(found).toHaveLength(4);
    expect(found.filter(({ outcome }) => outcome === 'voicemail')).toHaveLength(1);
    store.close();
  });

  it('joins the call that it was left in, of two that follow each other closely', () => {
    const store = open(provider);
    const second = callFrom(dana, start + minute);
    deliver(store, [...events(call), ...events(second).reverse()]);
    expect(callsOf(store).map(({ providerCallId, outcome }) => [providerCallId, outcome])).toEqual([
      [idOf(second), 'voicemail'],
      [idOf(call), 'voicemail'],
    ]);
    store.close();
  });

  it('stands for its call where nothing else tells of one, also when it is told again', () => {
    const store = open(provider);
    const message = events(call).slice(-2);
    deliver(store, [...message, ...message]);
    expect(callsOf(store)).toMatchObject([{ outcome: 'voicemail', from: dana }]);
    store.close();
  });
});

it('a message whose call nobody told of does not join the next call, which is answered', () => {
  const store = open('ringcentral');
  const next = callFrom(dana, start + 2 * minute, 'answered');
  deliver(store, [...ringCentral(callFrom(dana)).slice(-1), ...ringCentral(next).reverse()]);
  expect(callsOf(store).map(({ outcome }) => outcome)).toEqual(['answered', 'voicemail']);
  store.close();
});

it('a message joins the call that is over, and not the one that rings since', () => {
  const store = open('ringcentral');
  const first = callFrom(dana);
  // Three seconds after the message, as the vendor's clocks have it.
  const again = callFrom(dana, first.endedAt + 3000, 'answered');
  const [setUp, ...rest] = ringCentral(again);
  deliver(store, [...ringCentral(first).slice(0, 4), setUp ?? {}, ...ringCentral(first).slice(4), ...rest]);
  expect(callsOf(store).map(({ outcome }) => outcome)).toEqual(['answered', 'voicemail']);
  store.close();
});

it('a message joins a call that only a machine has answered so far', () => {
  const store = open('zoom');
  const call = callFrom(dana);
  const [ringing, missed, message] = olderZoom(call) as [ZoomEvent, ZoomEvent, ZoomEvent];
  const answered = {
    event: 'phone.callee_answered',
    payload: {
      object: {
        ...ringing.payload.object,
        callee: { phone_number: call.to, extension_type: 'autoReceptionist' },
        answer_start_time: new Date(start + 5000).toISOString(),
      },
    },
  };
  deliver(store, [ringing, answered, message, missed]);
  expect(callsOf(store)).toMatchObject([{ providerCallId: `call ${call.number}`, outcome: 'voicemail' }]);
  store.close();
});

it("RingCentral's call log tells which message was left in which call", () => {
  const store = open('ringcentral');
  const call = callFrom(dana);
  const [message] = ringCentral(call).slice(-1) as [{ body: { id: string; creationTime: string } }];
  // So late that the time alone would not tell.
  message.body.creationTime = new Date(start + 30 * minute).toISOString();
  deliver(store, [message]);
  const record = {
    telephonySessionId: 's-of-the-log',
    type: 'Voice',
    direction: 'Inbound',
    from: { phoneNumber: dana },
    startTime: new Date(start).toISOString(),
    duration: 50,
    result: 'Voicemail',
    message: { id: message.body.id, type: 'VoiceMail' },
  };
  const entry = logDelivery(callLogOf('ringcentral'), 'main', record, start + minute);
  if (!entry) throw new Error('the record tells of no call');
  store.append([entry]);
  workOff(store);
  expect(callsOf(store)).toMatchObject([{ providerCallId: 's-of-the-log', outcome: 'voicemail' }]);
  store.close();
});
