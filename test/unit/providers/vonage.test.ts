import { createHash } from 'node:crypto';
import { verifySignature } from '@vonage/jwt';
import fc from 'fast-check';
import jsonwebtoken from 'jsonwebtoken';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { vonage } from '../../../electron/engine/providers/vonage/index.ts';
import {
  expectReadsAnything,
  expectRefusesAnything,
  expectSameInAnyOrder,
  foldedCalls,
  jsonDelivery,
} from '../../support/provider-properties.ts';

const now = Date.UTC(2026, 10, 23, 14);
const secret = 'vonage_signature_secret_of_the_tests_0123456789';
const otherSecret = 'another_signature_secret_of_the_tests_012345678';

const sha256 = (payload: string) => createHash('sha256').update(payload).digest('hex');

const token = (
  payload: string,
  { key = secret, at = now, claims = {}, algorithm = 'HS256' as jsonwebtoken.Algorithm } = {},
) =>
  jsonwebtoken.sign(
    {
      iat: Math.floor(at / 1000),
      jti: 'c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5',
      iss: 'Vonage',
      payload_hash: sha256(payload),
      api_key: 'a1b2c3d',
      application_id: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
      ...claims,
    },
    algorithm === 'none' ? '' : key,
    { algorithm },
  );

const request = (body: string, bearer = token(body)) => ({
  method: 'POST',
  query: '',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
  body: Buffer.from(body),
});
const authenticate = (secrets = [secret]) =>
  vonage.authenticator({ secrets, publicUrl: undefined, options: {} });
const genuine = (sent: ReturnType<typeof request>, at = now) => authenticate().verify(sent, at).genuine;

describe('vonage signatures', () => {
  beforeEach(() => void vi.useFakeTimers({ now }));
  afterEach(() => void vi.useRealTimers());

  it('are judged as by the official SDK', () => {
    const algorithm = fc.constantFrom<jsonwebtoken.Algorithm>('HS256', 'none');
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(secret, otherSecret), algorithm, (body, key, alg) => {
        const bearer = token(body, { key, algorithm: alg });
        expect(genuine(request(body, bearer))).toBe(verifySignature(bearer, secret));
      }),
      { numRuns: 50 },
    );
  });

  it('pin the algorithm', () => {
    for (const algorithm of ['none', 'HS384', 'HS512'] as const)
      expect(genuine(request('{}', token('{}', { algorithm })))).toBe(false);
  });
});

describe('vonage', () => {
  it('compares the payload hash with the body', () => {
    expect(genuine(request('{"a":1}'))).toBe(true);
    expect(genuine(request('{"a": 1}', token('{"a":1}')))).toBe(false);
    for (const hash of [undefined, null, '', 7, 'zz'])
      expect(genuine(request('{}', token('{}', { claims: { payload_hash: hash } })))).toBe(false);
  });

  it('compares the payload hash with the parameters of a GET', () => {
    const query = 'from=14155550123&status=ringing';
    const headers = { authorization: `Bearer ${token('{"from":"14155550123","status":"ringing"}')}` };
    const get = { method: 'GET', query, headers, body: Buffer.alloc(0) };
    expect(authenticate().verify(get, now).genuine).toBe(true);
    expect(authenticate().verify({ ...get, query: `${query}&status=answered` }, now).genuine).toBe(false);
    expect(authenticate().verify({ ...get, body: Buffer.from('{}') }, now).genuine).toBe(false);
  });

  it('refuses a replay after 300 s, and a token without a time', () => {
    const verdicts = [-301, -300, 300, 301].map((seconds) =>
      genuine(request('{}', token('{}', { at: now + seconds * 1000 }))),
    );
    expect(verdicts).toEqual([false, true, true, false]);
    const timeless = jsonwebtoken.sign({ payload_hash: sha256('{}') }, secret, { noTimestamp: true });
    expect(genuine(request('{}', timeless))).toBe(false);
  });

  it('takes either of two secrets while they are exchanged, and says which', () => {
    const both = authenticate([otherSecret, secret]);
    expect(both.verify(request('{}'), now)).toEqual({ genuine: true, secretIndex: 1 });
    expect(both.verify(request('{}', token('{}', { key: otherSecret })), now)).toEqual({
      genuine: true,
      secretIndex: 0,
    });
  });

  it('never takes or trips over what it cannot verify', () => {
    const segment = fc.constantFrom(...token('{}').split('.'), 'e30', '');
    const likely = fc
      .array(segment, { minLength: 1, maxLength: 4 })
      .map((parts) => `Bearer ${parts.join('.')}`);
    expectRefusesAnything(authenticate([otherSecret]), { authorization: likely }, now);
    expect(() => authenticate([])).toThrow('signature secret');
  });

  it('reads or refuses anything', () => {
    expectReadsAnything(vonage.reader({}), [
      'conversation_uuid',
      'uuid',
      'status',
      'recording_url',
      'direction',
    ]);
  });
});

const conversation = 'CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab';
const at = (second: number) => new Date(now + second * 1000).toISOString();
const event = (status: string, second: number, fields: object) =>
  jsonDelivery({ conversation_uuid: conversation, status, timestamp: at(second), ...fields });
const caller = { uuid: 'leg-caller', direction: 'inbound', from: '14155550123', to: '14155550100' };
const agent = { uuid: 'leg-agent', direction: 'outbound', from: '14155550100', to: '441632960001' };

const arrived = event('started', 0, caller);
const menu = event('answered', 1, caller);
const rings = event('ringing', 2, agent);
const inVain = event('timeout', 22, agent);
const pickedUp = event('answered', 9, agent);
const machine = event('machine', 11, { ...agent, sub_state: 'beep_start' });
const second = { ...agent, uuid: 'leg-second' };
const summary = (leg: object, duration: number) =>
  event('completed', 30, {
    ...leg,
    start_time: at(1),
    end_time: at(30),
    duration: String(duration),
    rate: '0.00450000',
  });
const over = summary(caller, 29);
const recorded = jsonDelivery({
  conversation_uuid: conversation,
  recording_uuid: 'rec-1',
  recording_url: 'https://api.nexmo.com/v1/files/rec-1',
  start_time: at(23),
  end_time: at(29),
  timestamp: at(31),
});

describe('vonage events', () => {
  it.each([
    ['ringing', [arrived], 'ringing'],
    ['the caller gave up', [arrived, summary(caller, 0)], 'missed'],
    ['a phone rang in vain while the caller still waits', [arrived, rings, inVain], 'ringing'],
    ['a menu picked up, nobody else did', [arrived, menu, rings, inVain, over], 'missed'],
    ['a person picked up', [arrived, menu, rings, pickedUp, summary(agent, 20), over], 'answered'],
    ['a second phone was picked up', [arrived, menu, inVain, pickedUp, over], 'answered'],
    ['a conversation was recorded', [arrived, menu, rings, pickedUp, over, recorded], 'answered'],
    ['a message was left', [arrived, menu, rings, inVain, over, recorded], 'voicemail'],
    ['an outgoing call', [rings, inVain], 'other'],
    [
      "a colleague's answering machine picked up, nobody else did",
      [arrived, menu, rings, pickedUp, machine, summary(agent, 20), over],
      'missed',
    ],
    ['the answering machine speaks while the caller waits', [arrived, rings, pickedUp, machine], 'ringing'],
    [
      'a message was left after an answering machine had picked up',
      [arrived, menu, rings, pickedUp, machine, summary(agent, 20), over, recorded],
      'voicemail',
    ],
    [
      'a machine picked up, then a person did',
      [arrived, menu, rings, pickedUp, machine, event('answered', 15, second), over],
      'answered',
    ],
    [
      'a person picked up, as the detection says',
      [arrived, menu, rings, pickedUp, event('human', 11, agent), over],
      'answered',
    ],
    ['an outgoing call that a machine took', [rings, pickedUp, machine, summary(agent, 20)], 'other'],
  ])('%s', (_what, deliveries, outcome) => {
    const reader = vonage.reader({});
    expectSameInAnyOrder(reader, deliveries);
    expect(foldedCalls(reader, deliveries).get(conversation)).toMatchObject({ outcome });
  });

  it('take a user of the application who dials out for no caller', () => {
    const app = { uuid: 'leg-app', direction: 'inbound', from: null, from_user: 'dana', to: '14155550123' };
    const customer = { uuid: 'leg-out', direction: 'outbound', from: '14155550100', to: '14155550123' };
    const dials = [event('started', 0, app), event('answered', 0, app), event('ringing', 1, customer)];
    const call = (...more: ReturnType<typeof event>[]) => {
      const deliveries = [...dials, ...more, summary(app, 29)];
      expectSameInAnyOrder(vonage.reader({}), deliveries);
      return foldedCalls(vonage.reader({}), deliveries).get(conversation);
    };
    const expected = { direction: 'outbound', from: '+14155550100', to: '+14155550123' };
    expect(call(event('timeout', 20, customer))).toMatchObject({ ...expected, outcome: 'other' });
    expect(call(event('answered', 9, customer))).toMatchObject({ ...expected, outcome: 'answered' });
  });

  it('joins the legs into the caller’s call', () => {
    expect(
      foldedCalls(vonage.reader({}), [over, pickedUp, rings, menu, arrived]).get(conversation),
    ).toMatchObject({
      direction: 'inbound',
      from: '+14155550123',
      to: '+14155550100',
      startedAt: now,
      endedAt: now + 30_000,
      durationSeconds: 29,
    });
  });
});
