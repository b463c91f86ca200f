import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import fc from 'fast-check';
import { TelnyxWebhook } from 'telnyx/lib/webhooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { telnyx } from '../../../electron/engine/providers/telnyx/index.ts';
import {
  expectReadsAnything,
  expectRefusesAnything,
  expectSameInAnyOrder,
  foldedCalls,
  jsonDelivery,
} from '../../support/provider-properties.ts';

const now = Date.UTC(2026, 10, 23, 14);

interface Account {
  privateKey: KeyObject;
  /** As the Telnyx portal shows it. */
  publicKey: string;
}

function account(): Account {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return { privateKey, publicKey: Buffer.from(x, 'base64url').toString('base64') };
}

const main = account();
const other = account();

const request = (body: string, at = now, { privateKey } = main) => {
  const timestamp = String(Math.floor(at / 1000));
  return {
    method: 'POST',
    query: '',
    headers: {
      'content-type': 'application/json',
      'telnyx-timestamp': timestamp,
      'telnyx-signature-ed25519': sign(null, Buffer.from(`${timestamp}|${body}`), privateKey).toString(
        'base64',
      ),
    },
    body: Buffer.from(body),
  };
};
const authenticate = (secrets = [main.publicKey]) =>
  telnyx.authenticator({ secrets, publicUrl: undefined, options: {} });

describe('telnyx signatures', () => {
  beforeEach(() => void vi.useFakeTimers({ now }));
  afterEach(() => void vi.useRealTimers());

  // Telnyx alone can sign; its SDK only verifies. So it must take and refuse the same requests.
  it('are judged as by the official SDK', async () => {
    const sdk = new TelnyxWebhook(main.publicKey);
    const edited = fc.constantFrom(
      {},
      { 'telnyx-timestamp': String(now / 1000 + 1) },
      { 'telnyx-timestamp': 'soon' },
      { 'telnyx-signature-ed25519': 'AAAA' },
      { 'telnyx-signature-ed25519': '' },
    );
    const skew = fc.integer({ min: -900, max: 900 }).map((seconds) => now + seconds * 1000);
    await fc.assert(
      fc.asyncProperty(fc.json(), skew, fc.constantFrom(main, other), edited, async (body, at, by, edit) => {
        const sent = request(body, at, by);
        const headers = { ...sent.headers, ...edit };
        const verdict = authenticate().verify({ ...sent, headers }, now).genuine;
        const taken = await sdk.verify(body, headers).then(
          () => true,
          () => false,
        );
        expect(verdict).toBe(taken);
      }),
    );
  });
});

describe('telnyx', () => {
  it('refuses a replay after 300 s, and a clock as far ahead', () => {
    const verdicts = [-301, -300, 300, 301].map(
      (seconds) => authenticate().verify(request('{}', now + seconds * 1000), now).genuine,
    );
    expect(verdicts).toEqual([false, true, true, false]);
  });

  it('takes either of two keys while they are exchanged, and says which', () => {
    const both = authenticate([other.publicKey, main.publicKey]);
    expect(both.verify(request('{}'), now)).toEqual({ genuine: true, secretIndex: 1 });
    expect(both.verify(request('{}', now, other), now)).toEqual({ genuine: true, secretIndex: 0 });
  });

  it('never takes or trips over what it cannot verify', () => {
    expectRefusesAnything(
      authenticate(),
      {
        'telnyx-timestamp': fc.constant(String(now / 1000)),
        'telnyx-signature-ed25519': fc
          .uint8Array({ minLength: 64, maxLength: 64 })
          .map((bytes) => Buffer.from(bytes).toString('base64')),
      },
      now,
    );
  });

  it('says which key is expected', () => {
    expect(() => authenticate([])).toThrow("account's public key");
    expect(() => authenticate(['KEY0123456789'])).toThrow('not an API key');
  });

  it('reads or refuses anything', () => {
    expectReadsAnything(telnyx.reader({}), ['data', 'payload', 'event_type', 'call_session_id', 'id']);
  });
});

const session = 'b0e6141e-c81c-11f0-abac-02420aef93a0';
let sent = 0;
const event = (type: string, second: number, payload: object) =>
  jsonDelivery({
    data: {
      record_type: 'event',
      event_type: type,
      id: `event-${sent++}`,
      occurred_at: new Date(now + second * 1000).toISOString(),
      payload: { call_session_id: session, ...payload },
    },
  });
const caller = { call_leg_id: 'leg-caller', from: '+14155550123', to: '+14155550100' };
const agent = { call_leg_id: 'leg-agent', from: '+14155550100', to: 'sip:front@sip.telnyx.com' };

const arrived = event('call.initiated', 0, { ...caller, direction: 'incoming' });
const greeted = event('call.answered', 1, caller);
const rings = event('call.initiated', 2, { ...agent, direction: 'outgoing' });
const inVain = event('call.hangup', 22, { ...agent, hangup_cause: 'timeout' });
const pickedUp = event('call.bridged', 9, agent);
const taken = event('call.answered', 9, agent);
const callerBridged = event('call.bridged', 9, caller);
const detected = (type: string, result: string, leg = agent) =>
  event(`call.machine.${type}.ended`, 12, { ...leg, result });
const agentOver = event('call.hangup', 28, { ...agent, hangup_cause: 'normal_clearing' });
const over = event('call.hangup', 30, { ...caller, hangup_cause: 'normal_clearing' });
const saved = event('call.recording.saved', 31, {
  call_leg_id: 'leg-caller',
  recording_started_at: new Date(now + 23_000).toISOString(),
  recording_ended_at: new Date(now + 29_000).toISOString(),
  recording_urls: { mp3: 'https://media.example.com/1.mp3', wav: null },
});
const transcribed = event('call.recording.transcription.saved', 40, {
  call_leg_id: 'leg-caller',
  transcription_text: 'Please call back',
});

describe('telnyx events', () => {
  it.each([
    ['ringing', [arrived], 'ringing'],
    ['nobody was there', [arrived, over], 'missed'],
    ['a phone rang in vain while the caller still waits', [arrived, rings, inVain], 'ringing'],
    ['a menu picked up, nobody else did', [arrived, greeted, rings, inVain, over], 'missed'],
    ['a person picked up', [arrived, greeted, rings, pickedUp, over], 'answered'],
    ['a conversation was recorded', [arrived, greeted, rings, pickedUp, over, saved], 'answered'],
    ['a message was left', [arrived, greeted, rings, inVain, over, saved, transcribed], 'voicemail'],
    ['an outgoing call', [rings, inVain], 'other'],
    [
      "a colleague's answering machine picked up, nobody else did",
      [
        ...[arrived, greeted, rings, taken, callerBridged, pickedUp],
        ...[detected('detection', 'machine'), agentOver, over],
      ],
      'missed',
    ],
    [
      'a person picked up, as the detection says',
      [arrived, greeted, rings, taken, detected('premium.detection', 'human_business'), over],
      'answered',
    ],
    [
      'a machine picked up, then a person did',
      [
        ...[arrived, greeted, rings, taken, detected('premium.detection', 'machine')],
        ...[event('call.answered', 20, { ...agent, call_leg_id: 'leg-second' }), over],
      ],
      'answered',
    ],
    [
      'an outgoing call that a machine took',
      [rings, taken, detected('premium.detection', 'machine'), agentOver],
      'other',
    ],
  ])('%s', (_what, deliveries, outcome) => {
    const reader = telnyx.reader({});
    expectSameInAnyOrder(reader, deliveries);
    expect(foldedCalls(reader, deliveries).get(session)).toMatchObject({ outcome });
  });

  it('tell how the caller left a queue', () => {
    const queued = event('call.enqueued', 2, { ...caller, queue: 'support' });
    const left = (reason: string, type = 'call.dequeued') =>
      foldedCalls(telnyx.reader({}), [
        ...[arrived, greeted, queued],
        ...[event(type, 29, { ...caller, queue: 'support', reason }), over],
      ]).get(session)?.outcome;
    for (const reason of ['hangup', 'timeout']) expect(left(reason)).toBe('missed');
    expect(left('leave')).toBe('answered');
    expect(left('hangup', 'call.left_queue')).toBe('missed');
    expect(left('bridged')).toBe('answered');
    const waits = [arrived, greeted, queued, event('call.dequeued', 29, { ...caller, reason: 'timeout' })];
    expect(foldedCalls(telnyx.reader({}), waits).get(session)?.endedAt).toBeNull();
  });

  it('take an outgoing call that the customer answered for answered, whatever became of the agent', () => {
    const out = { call_leg_id: 'leg-out', from: '+14155550100', to: '+14155550123' };
    const deliveries = [
      event('call.initiated', 0, { ...out, direction: 'outgoing' }),
      event('call.answered', 1, out),
      ...[rings, inVain],
      event('call.hangup', 30, { ...out, hangup_cause: 'normal_clearing' }),
    ];
    expect(foldedCalls(telnyx.reader({}), deliveries).get(session)).toMatchObject({
      outcome: 'answered',
      direction: 'outbound',
    });
  });

  it('are of a machine by each result that means one, and by no other', () => {
    const outcome = (type: string, result: string) =>
      foldedCalls(telnyx.reader({}), [arrived, greeted, rings, taken, detected(type, result), over]).get(
        session,
      )?.outcome;
    const machines = ['machine', 'fax_detected'];
    for (const type of ['detection', 'premium.detection'])
      expect(machines.map((result) => outcome(type, result))).toEqual(['missed', 'missed']);
    for (const type of ['greeting', 'premium.greeting'])
      expect(outcome(type, 'beep_detected')).toBe('missed');
    for (const result of ['human', 'human_residence', 'human_business', 'not_sure', 'silence'])
      expect(outcome('detection', result)).toBe('answered');
  });

  it('joins the legs into the caller’s call, with its message', () => {
    const call = foldedCalls(telnyx.reader({}), [transcribed, saved, over, inVain, rings, greeted, arrived]);
    expect(call.get(session)).toMatchObject({
      direction: 'inbound',
      from: '+14155550123',
      to: '+14155550100',
      startedAt: now,
      endedAt: now + 30_000,
      voicemail: {
        recordingUrl: 'https://media.example.com/1.mp3',
        transcript: 'Please call back',
        durationSeconds: 6,
      },
    });
  });
});

describe('telnyx TeXML callbacks', () => {
  const texml = (fields: Record<string, string>) =>
    new URLSearchParams({
      AccountSid: 'c0ffee00-0000-4000-8000-000000000001',
      ApiVersion: 'v2',
      CallSid: 'v3:texml-1',
      CallSidLegacy: 'v3:texml-1',
      ConnectionId: '1494404757140276705',
      Direction: 'inbound',
      From: '+14155550123',
      To: '+14155550100',
      Timestamp: '2026-11-23T14:00:00.458Z',
      ...fields,
    }).toString();
  const delivery = (fields: Record<string, string>) => ({
    query: '',
    contentType: 'application/x-www-form-urlencoded',
    headers: {},
    body: Buffer.from(texml(fields)),
    receivedAt: now,
  });
  const outcomes = (...events: Record<string, string>[]) =>
    [...foldedCalls(telnyx.reader({}), events.map(delivery))].map(([id, { outcome, from }]) => [
      id,
      outcome,
      from,
    ]);

  it('are genuine as a form, and nothing else with its signature', () => {
    expect(telnyx.acceptsMediaType('application/x-www-form-urlencoded')).toBe(true);
    const body = texml({ CallStatus: 'no-answer' });
    const form = { ...request(body) };
    form.headers['content-type'] = 'application/x-www-form-urlencoded; charset=UTF-8';
    expect(authenticate().verify(form, now).genuine).toBe(true);
    expect(authenticate().verify({ ...form, body: Buffer.from(`${body}&Forged=1`) }, now).genuine).toBe(
      false,
    );
  });
  it.each(['no-answer', 'busy', 'canceled', 'failed'])('tell a miss: %s', (CallStatus) => {
    expect(outcomes({ CallStatus: 'ringing' }, { CallStatus })).toEqual([
      ['v3:texml-1', 'missed', '+14155550123'],
    ]);
  });
  it('tell answers, messages and recordings that are none', () => {
    const recording = {
      RecordingSid: 'RE1',
      RecordingUrl: 'https://api.example.com/RE1',
      RecordingSource: 'RecordVerb',
    };
    expect(outcomes({ CallStatus: 'answered' })[0]?.[1]).toBe('answered');
    expect(outcomes({ DialCallStatus: 'completed', CallStatus: 'in-progress' })[0]?.[1]).toBe('answered');
    expect(outcomes({ ...recording, RecordingStatus: 'completed' })[0]?.[1]).toBe('voicemail');
    expect(outcomes({ CallStatus: 'no-answer' }, { ...recording, RecordingStatus: 'absent' })[0]?.[1]).toBe(
      'missed',
    );
  });
  it('are told from each other, as JSON events are', () => {
    const reader = telnyx.reader({});
    const ids = [
      { CallStatus: 'ringing' },
      { CallStatus: 'no-answer' },
      { CallStatus: 'ringing', QueueResult: 'leave' },
    ].map((fields) => reader.identify(delivery(fields)).eventId);
    expect(new Set(ids).size).toBe(3);
    expect(reader.identify(jsonDelivery({ data: { id: 'evt', event_type: 'call.hangup' } }))).toEqual({
      eventId: 'evt',
      eventType: 'call.hangup',
    });
  });
});
