import { createHmac } from 'node:crypto';
import { AwsLambdaReceiver } from '@zoom/rivet/phone';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { zoom } from '../../../electron/engine/providers/zoom/index.ts';
import {
  expectReadsAnything,
  expectRefusesAnything,
  expectSameInAnyOrder,
  foldedCalls,
  jsonDelivery,
} from '../../support/provider-properties.ts';

const secret = 'zoom_secret_token_of_the_tests';
const now = Date.UTC(2026, 10, 23, 14);

/** As Zoom's sample builds it (github zoom/webhook-sample index.js); judged by the official SDK below. */
const request = (body: string, { key = secret, at = now, seconds = String(at / 1000) } = {}) => ({
  method: 'POST',
  query: '',
  headers: {
    'x-zm-request-timestamp': seconds,
    'x-zm-signature': `v0=${createHmac('sha256', key).update(`v0:${seconds}:${body}`).digest('hex')}`,
  },
  body: Buffer.from(body),
});
const authenticate = (secrets = [secret]) =>
  zoom.authenticator({ secrets, publicUrl: undefined, options: {} });
const verify = (sent: ReturnType<typeof request>, secrets = [secret], at = now) =>
  authenticate(secrets).verify(sent, at);

/** What the official SDK's receiver answers. */
async function rivet(sent: ReturnType<typeof request>): Promise<{ status: number; body: unknown }> {
  vi.spyOn(console, 'debug').mockReturnValue();
  const handle = new AwsLambdaReceiver({ webhooksSecretToken: secret }).start();
  const event = { headers: sent.headers, body: sent.body.toString(), isBase64Encoded: false };
  const { statusCode, body } = await handle(
    event as unknown as Parameters<typeof handle>[0],
    {} as Parameters<typeof handle>[1],
  );
  return { status: statusCode, body: JSON.parse(body) };
}

const event = (name: string, object: object, time = 0) =>
  jsonDelivery({ event: `phone.${name}`, event_ts: now + time, payload: { account_id: 'a', object } });
const reader = zoom.reader({});
const caller = { phone_number: '+14155550123', name: 'Dana' };
const callee = (extension: number, extension_type = 'user') => ({
  extension_number: extension,
  extension_type,
});
const outcomes = (deliveries: ReturnType<typeof event>[]) =>
  [...foldedCalls(reader, deliveries).values()].map(({ outcome }) => outcome);

describe('zoom signatures', () => {
  it('are judged as by the official SDK', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ event: fc.string(), payload: fc.record({ text: fc.string({ unit: 'grapheme' }) }) }),
        fc.constantFrom(secret, 'another'),
        async (content, key) => {
          const sent = request(JSON.stringify(content), { key });
          const { status } = await rivet(sent);
          expect(verify(sent).genuine).toBe(status === 200);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('answer the check of the address as the official SDK does', async () => {
    const sent = request(
      '{"payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"},"event":"endpoint.url_validation"}',
    );
    const verdict = verify(sent);
    const { body } = await rivet(sent);
    expect(verdict.genuine && JSON.parse(verdict.handshake?.body ?? '')).toEqual(body);
    expect(verdict).toMatchObject({ handshake: { status: 200, contentType: 'application/json' } });
    const event = verify(request('{"event":"phone.callee_ringing","note":"endpoint.url_validation"}'));
    expect(event).toEqual({ genuine: true, secretIndex: 0 });
  });

  it('answer it with the secret that signed it while two are live', () => {
    const body = '{"event":"endpoint.url_validation","payload":{"plainToken":"abc"}}';
    const verdict = verify(request(body, { key: 'next' }), [secret, 'next']);
    expect(verdict).toMatchObject({ genuine: true, secretIndex: 1 });
    const hash = createHmac('sha256', 'next').update('abc').digest('hex');
    expect(verdict.genuine && verdict.handshake?.body).toContain(hash);
  });

  it('are refused when they are old, without a time, or of another version', () => {
    const sent = request('{}');
    expect([299, -299, 301, -301].map((s) => verify(sent, [secret], now + s * 1000).genuine)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(verify(request('{}', { seconds: 'now' })).genuine).toBe(false);
    const v1 = { ...sent.headers, 'x-zm-signature': sent.headers['x-zm-signature'].replace('v0', 'v1') };
    expect(verify({ ...sent, headers: v1 }).genuine).toBe(false);
    expect(verify({ ...sent, body: Buffer.from('{} ') }).genuine).toBe(false);
    expect(() => authenticate([])).toThrow(/secret token/);
  });

  it('refuse whatever a stranger sends', () => {
    expectRefusesAnything(authenticate(), {
      'x-zm-request-timestamp': fc.constant('0'),
      'x-zm-signature': fc.stringMatching(/^v0=[0-9a-f]{64}$/),
    });
  });
});

describe('zoom calls', () => {
  const missedBy = (extension: number, time: number, more = {}) =>
    event('callee_missed', { call_id: 'c1', caller, callee: callee(extension), ...more }, time);
  const group = [
    event('callee_ringing', {
      call_id: 'c1',
      caller,
      callee: callee(1),
      ringing_start_time: '2026-11-23T14:00:00Z',
    }),
    event(
      'callee_ringing',
      { call_id: 'c1', caller, callee: callee(2), ringing_start_time: '2026-11-23T14:00:00Z' },
      1,
    ),
    missedBy(1, 20_000, { call_end_time: '2026-11-23T14:00:20Z' }),
    missedBy(2, 20_000, { call_end_time: '2026-11-23T14:00:20Z' }),
  ];

  it('missed on every handset are one missed call', () => {
    expect(foldedCalls(reader, group).get('c1')).toMatchObject({
      outcome: 'missed',
      direction: 'inbound',
      from: '+14155550123',
      callerName: 'Dana',
    });
    expect(foldedCalls(reader, group).size).toBe(1);
    expectSameInAnyOrder(reader, group);
  });

  it('answered on one handset are not missed', () => {
    const answered = event('callee_answered', {
      call_id: 'c1',
      caller,
      callee: callee(3),
      answer_start_time: '2026-11-23T14:00:08Z',
    });
    const ended = event('callee_ended', {
      call_id: 'c1',
      answer_start_time: '2026-11-23T14:00:08Z',
      call_end_time: '2026-11-23T14:01:08Z',
      handup_result: 'Call connected',
    });
    const deliveries = [...group, answered, ended];
    expect(foldedCalls(reader, deliveries).get('c1')).toMatchObject({
      outcome: 'answered',
      durationSeconds: 60,
    });
    expectSameInAnyOrder(reader, deliveries);
  });

  it('that only a queue or menu picked up are missed', () => {
    const queue = event('callee_answered', { call_id: 'c1', caller, callee: callee(9, 'callQueue') });
    expect(outcomes([queue, ...group])).toEqual(['missed']);
    expect(outcomes([queue])).toEqual(['answered']);
  });

  describe('between extensions', () => {
    const colleague = {
      extension_number: 10803,
      phone_number: '10803',
      user_id: 'u3',
      extension_type: 'user',
    };
    const parties = { call_id: 'c1', caller: colleague, callee: callee(10800) };
    const calledSide = [
      event('callee_ringing', { ...parties, ringing_start_time: '2026-11-23T14:00:01Z' }, 1000),
      event('callee_missed', { ...parties, call_end_time: '2026-11-23T14:00:20Z' }, 20_000),
    ];
    const callingSide = [
      event('caller_ringing', { ...parties, ringing_start_time: '2026-11-23T14:00:00Z' }),
      event('caller_ended', { ...parties, call_end_time: '2026-11-23T14:00:20Z' }, 20_000),
    ];

    it('are calls that came in to who is told of the called side only', () => {
      expect(foldedCalls(reader, calledSide).get('c1')).toMatchObject({
        outcome: 'missed',
        direction: 'inbound',
        from: '10803',
      });
      expect(outcomes([event('callee_ended', parties)])).toEqual(['missed']);
    });

    it("are the caller's where both sides are told, whichever event is missing", () => {
      expectSameInAnyOrder(reader, [...calledSide, ...callingSide]);
      for (const told of [callingSide, callingSide.slice(1)])
        expect(foldedCalls(reader, [...calledSide, ...told]).get('c1')).toMatchObject({
          outcome: 'other',
          direction: 'outbound',
        });
      const answered = event('callee_answered', { ...parties, answer_start_time: '2026-11-23T14:00:09Z' });
      expect(outcomes([...callingSide, answered])).toEqual(['answered']);
    });

    it('leave messages like any other, whichever sides are told', () => {
      const message = {
        id: 'v1',
        call_id: 'c1',
        caller_number: '10803',
        download_url: 'https://zoom.example/v1',
      };
      const told = [...calledSide, ...callingSide, event('voicemail_received', message, 30_000)];
      expect(foldedCalls(reader, told).get('c1')).toMatchObject({
        outcome: 'voicemail',
        direction: 'inbound',
      });
      expectSameInAnyOrder(reader, told);
    });

    it('are told from those of callers outside, of whom the caller’s events come too', () => {
      const ended = event('caller_ended', { call_id: 'c1', caller, callee: callee(1) }, 0);
      expect(foldedCalls(reader, [ended, ...group]).get('c1')).toMatchObject({
        outcome: 'missed',
        direction: 'inbound',
      });
      const pstn = { ...caller, extension_type: 'pstn', extension_id: 'x' };
      expect(outcomes([event('callee_ended', { call_id: 'c1', caller: pstn, callee: callee(1) })])).toEqual([
        'missed',
      ]);
    });

    it('are told apart in the call log as well', () => {
      const entry = { call_id: 'c1', caller_number: '10803', caller_number_type: 1, result: 'No Answer' };
      const log = (side: string, direction: string) =>
        event(`${side}_call_log_completed`, { user_id: 'u', call_logs: [{ ...entry, direction }] });
      expect(outcomes([log('callee', 'inbound')])).toEqual(['missed']);
      expect(outcomes([log('callee', 'inbound'), log('caller', 'outbound')])).toEqual(['other']);
    });
  });

  it('that ended unanswered are missed, unless somebody else took them', () => {
    const ended = (handup_result?: string) =>
      event('callee_ended', { call_id: 'c1', caller, callee: callee(1), handup_result });
    expect(outcomes([ended('No Answer')])).toEqual(['missed']);
    expect(outcomes([ended('Call connected')])).toEqual(['answered']);
    expect(outcomes([ended('Answered by other member')])).toEqual(['answered']);
    expect(outcomes([event('caller_ended', { call_id: 'c1', caller, handup_result: 'No Answer' })])).toEqual([
      'other',
    ]);
  });

  it('are missed although a greeting connected the caller', () => {
    const connected = { connected_start_time: '2026-11-23T14:00:20Z', call_end_time: '2026-11-23T14:00:40Z' };
    const ended = (what: string, more = {}) =>
      event(what, { call_id: 'c1', caller, callee: callee(1), ...connected, ...more });
    expect(outcomes([...group, missedBy(1, 20_000), ended('caller_ended')])).toEqual(['missed']);
    expect(outcomes([...group, ended('callee_ended', { handup_result: 'Voicemail' })])).toEqual(['missed']);
  });

  it('and their messages and transcripts are one card', () => {
    const message = {
      id: 'v1',
      call_id: 'c1',
      caller_number: '+14155550123',
      date_time: '2026-11-23T14:00:30Z',
    };
    const deliveries = [
      ...group,
      event('voicemail_received', { ...message, download_url: 'https://zoom.example/v1', duration: '12' }),
      event('voicemail_transcript_completed', { ...message, transcription: { status: 1, content: 'Hello' } }),
    ];
    const [call] = foldedCalls(reader, deliveries).values();
    expect(call).toMatchObject({
      outcome: 'voicemail',
      voicemail: { recordingUrl: 'https://zoom.example/v1', transcript: 'Hello', durationSeconds: 12 },
    });
    expectSameInAnyOrder(reader, deliveries);
  });

  it('are read from the call history too', () => {
    const history = (entry: object) =>
      event('callee_call_history_completed', {
        user_id: 'u',
        call_logs: [{ call_id: 'c1', direction: 'inbound', caller_did_number: '+14155550123', ...entry }],
      });
    expect(outcomes([history({ result: 'no_answer' })])).toEqual(['missed']);
    expect(outcomes([history({ result: 'no_answer', result_reason: 'answered_by_other' })])).toEqual([
      'other',
    ]);
    expect(outcomes([history({ result: 'answered', talk_time: 30 })])).toEqual(['answered']);
    expect(outcomes([...group, history({ result: 'picked_up' })])).toEqual(['answered']);
  });

  it('keep their IDs as text, and tell apart two handsets of one call', () => {
    const raw = (text: string) => ({ ...jsonDelivery({}), body: Buffer.from(text) });
    const id = '7434567890123456789';
    const [call] = reader.read(raw(`{"event":"phone.callee_missed","payload":{"object":{"call_id":${id}}}}`));
    expect(call?.providerCallId).toBe(id);
    const ids = group.map((delivery) => reader.identify(delivery).eventId);
    expect(new Set(ids).size).toBe(group.length);
  });

  it('come from whatever is readable', () => {
    expectReadsAnything(reader, ['event', 'event_ts', 'payload', 'object', 'call_logs', 'call_id', 'caller']);
  });
});
