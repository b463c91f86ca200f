import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aircall } from '../../../electron/engine/providers/aircall/index.ts';
import {
  expectReadsAnything,
  expectRefusesAnything,
  expectSameInAnyOrder,
  foldedCalls,
  jsonDelivery,
} from '../../support/provider-properties.ts';

/** Deliveries captured from Aircall, with their webhook's token. */
const captured = (name: string) =>
  readFileSync(new URL(`../../fixtures/providers/aircall/${name}.json`, import.meta.url));
const token = '58ffd2bc5f3113f7bebf210a49299a1b';
const authenticate = (secrets = [token]) =>
  aircall.authenticator({ secrets, publicUrl: undefined, options: {} });
const verify = (body: Buffer, secrets?: string[]) =>
  authenticate(secrets).verify({ method: 'POST', query: '', headers: {}, body }, 0);
const reader = aircall.reader({});
const delivery = (body: Buffer) => ({ ...jsonDelivery({}), body });

describe('aircall tokens', () => {
  it('are found in captured deliveries', () => {
    expect(verify(captured('call-voicemail-left'))).toEqual({ genuine: true, secretIndex: 0 });
    expect(verify(captured('call-hungup-missed'), ['next', token])).toEqual({
      genuine: true,
      secretIndex: 1,
    });
    expect(verify(captured('call-hungup-missed'), ['next']).genuine).toBe(false);
  });

  it('count at the top level only, as text, and as an own property', () => {
    for (const content of [{ data: { token } }, [{ token }], { token: [token] }, { Token: token }, null])
      expect(verify(Buffer.from(JSON.stringify(content))).genuine).toBe(false);
    expect(verify(Buffer.from(`{"__proto__":{"token":"${token}"}}`)).genuine).toBe(false);
    expect(verify(Buffer.from('['.repeat(500_000))).genuine).toBe(false);
    expect(() => authenticate([])).toThrow(/token/);
    expectRefusesAnything(authenticate(), { 'aircall-origin': fc.constant('webhooks') });
  });
});

describe('aircall calls', () => {
  const call = (event: string, data: object, timestamp = 1_795_442_400) =>
    jsonDelivery({
      resource: 'call',
      event,
      timestamp,
      token,
      data: {
        id: 1,
        direction: 'inbound',
        raw_digits: '+1 415-555-0123',
        started_at: 1_795_442_390,
        ...data,
      },
    });
  const outcome = (deliveries: ReturnType<typeof call>[]) =>
    foldedCalls(reader, deliveries).get('1')?.outcome;

  it('that were hung up and then got a message are one card (captured)', () => {
    const deliveries = ['call-hungup-missed', 'call-voicemail-left'].map((name) => delivery(captured(name)));
    expect(deliveries.map(reader.identify).map(({ eventType }) => eventType)).toEqual([
      'call.hungup',
      'call.voicemail_left',
    ]);
    expect([...foldedCalls(reader, deliveries).values()]).toMatchObject([{ outcome: 'voicemail' }]);
    expectSameInAnyOrder(reader, deliveries);
  });

  it('with the link in call.ended already are messages', () => {
    expect(
      outcome([call('call.ended', { ended_at: 1_795_442_400, voicemail: 'https://a.example/v.mp3' })]),
    ).toBe('voicemail');
  });

  it('that ring on several agents ring once, and are missed only when nobody answered', () => {
    const ringing = [1, 2, 3].map((id) => call('call.ringing_on_agent', { user: { id } }));
    const declined = call('call.agent_declined', { user: { id: 2 } });
    const missed = call('call.hungup', {
      ended_at: 1_795_442_400,
      missed_call_reason: 'agents_did_not_answer',
    });
    const answered = call('call.answered', { answered_at: 1_795_442_395 });
    expect(new Set(ringing.map((one) => reader.identify(one).eventId)).size).toBe(3);
    expect(outcome([...ringing, declined])).toBe('ringing');
    expect(outcome([...ringing, declined, missed])).toBe('missed');
    expect(outcome([...ringing, declined, answered])).toBe('answered');
    expectSameInAnyOrder(reader, [call('call.created', {}), ...ringing, declined, missed]);
  });

  it('say nothing about their end in events outside their life', () => {
    expect(outcome([call('call.archived', { ended_at: 1_795_442_400 })])).toBe('other');
    expect(outcome([call('call.ended', { ended_at: 1_795_442_400 })])).toBe('missed');
    expect(outcome([call('call.ended', { direction: 'outbound', ended_at: 1_795_442_400 })])).toBe('other');
  });

  it('that rang are over when any later event says so, and missed unless somebody answered', () => {
    const created = call('call.created', {});
    const over = { ended_at: 1_795_442_423, status: 'done', missed_call_reason: null };
    for (const name of ['call.archived', 'call.tagged', 'call.commented', 'call.hungup', 'call.ended']) {
      const deliveries = [created, call(name, over)];
      expect(foldedCalls(reader, deliveries).get('1')).toMatchObject({
        outcome: 'missed',
        endedAt: 1_795_442_423_000,
      });
      expectSameInAnyOrder(reader, deliveries);
    }
    expect(outcome([created, call('call.tagged', {})])).toBe('ringing');
    expect(outcome([created, call('call.archived', { ...over, answered_at: 1_795_442_395 })])).toBe(
      'answered',
    );
    const outbound = { direction: 'outbound' };
    expect(outcome([call('call.created', outbound), call('call.archived', { ...over, ...outbound })])).toBe(
      'other',
    );
  });

  it('take the transcript of a message, and only of a message', () => {
    const transcript = (type: string) =>
      jsonDelivery({
        resource: 'transcription',
        event: 'transcription.created',
        data: {
          id: 5,
          call_id: 1,
          type,
          content: { utterances: [{ text: 'Please' }, { text: 'call back.' }] },
        },
      });
    expect(reader.read(transcript('voicemail'))).toMatchObject([
      { providerCallId: '1', voicemail: { transcript: 'Please call back.' } },
    ]);
    expect(reader.read(transcript('call'))).toEqual([]);
    expectReadsAnything(reader, ['event', 'data', 'id', 'timestamp', 'number', 'user', 'contact', 'content']);
  });
});
