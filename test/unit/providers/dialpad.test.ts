import fc from 'fast-check';
import jsonwebtoken from 'jsonwebtoken';
import { describe, expect, it } from 'vitest';
import { dialpad } from '../../../electron/engine/providers/dialpad/index.ts';
import {
  expectReadsAnything,
  expectRefusesAnything,
  expectSameInAnyOrder,
  foldedCalls,
  jsonDelivery,
} from '../../support/provider-properties.ts';

const secret = 'dialpad_secret_of_the_tests';
const now = Date.UTC(2026, 10, 23, 14);

const authenticate = (secrets = [secret], unauthenticated = false) =>
  dialpad.authenticator({ secrets, publicUrl: undefined, options: { unauthenticated } });
const verify = (body: string, secrets = [secret]) =>
  authenticate(secrets).verify({ method: 'POST', query: '', headers: {}, body: Buffer.from(body) }, now);
/** Dialpad's tokens have no `iat`. */
const sign = (claims: object, key = secret, algorithm: jsonwebtoken.Algorithm = 'HS256') =>
  jsonwebtoken.sign(claims, key, { algorithm, noTimestamp: true });

describe('dialpad tokens', () => {
  it('are judged as by a JSON Web Token library', () => {
    const algorithms = fc.constantFrom<jsonwebtoken.Algorithm>('HS256', 'HS384', 'HS512', 'none');
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('call_id', 'state', 'contact'), fc.jsonValue()),
        fc.constantFrom(secret, 'another'),
        algorithms,
        (claims, key, algorithm) => {
          const body = sign(claims, algorithm === 'none' ? '' : key, algorithm);
          let isGenuine = true;
          try {
            jsonwebtoken.verify(body, secret, { algorithms: ['HS256'] });
          } catch {
            isGenuine = false;
          }
          expect(verify(body).genuine).toBe(isGenuine);
        },
      ),
    );
  });

  it('are the whole body, in the one canonical spelling', () => {
    const body = sign({ call_id: 1 });
    expect(verify(body)).toEqual({ genuine: true, secretIndex: 0 });
    expect(verify(body, ['next', secret])).toEqual({ genuine: true, secretIndex: 1 });
    const respelled = body.slice(0, -1) + String.fromCharCode(body.charCodeAt(body.length - 1) + 1);
    for (const forged of [
      `"${body}"`,
      `{"token":"${body}"}`,
      `${body}.`,
      `${body}=`,
      respelled,
      body.slice(0, -1),
    ])
      expect(verify(forged).genuine).toBe(false);
  });

  it('are refused when they name another time or an extension', () => {
    const aged = (claim: string, age: number) =>
      jsonwebtoken.sign(`{"${claim}":${now / 1000 - age}}`, secret);
    expect([299, 301].map((age) => verify(aged('iat', age)).genuine)).toEqual([true, false]);
    expect([299, 301].map((age) => verify(aged('exp', age)).genuine)).toEqual([true, false]);
    expect(verify(aged('nbf', -301)).genuine).toBe(false);
    const critical = jsonwebtoken.sign({}, secret, {
      noTimestamp: true,
      header: { alg: 'HS256', crit: ['b64'] },
    });
    expect(verify(critical).genuine).toBe(false);
  });

  it('are needed unless the options say otherwise', () => {
    expect(verify('{"call_id":1}').genuine).toBe(false);
    expect(() => authenticate([])).toThrow(/unauthenticated/);
    expect(() => authenticate([secret], true)).toThrow(/leave one/);
    const open = authenticate([], true);
    const body = Buffer.from('{"call_id":1}');
    expect(open.verify({ method: 'POST', query: '', headers: {}, body }, now).genuine).toBe(true);
    expectRefusesAnything(authenticate(), {});
  });
});

describe('dialpad calls', () => {
  const reader = dialpad.reader({ unauthenticated: false });
  const started = now - 60_000;
  const leg = (state: string, more: object = {}) =>
    jsonDelivery({
      call_id: 1,
      state,
      direction: 'inbound',
      external_number: '+14155550123',
      internal_number: '+14155550199',
      contact: { name: 'Dana' },
      target: { type: 'user' },
      date_started: started,
      date_connected: null,
      event_timestamp: now,
      ...more,
    });
  const office = { call_id: 1, target: { type: 'office' } };
  const agent = (state: string, more: object = {}) =>
    leg(state, { call_id: 2, entry_point_call_id: 1, ...more });
  const outcome = (deliveries: ReturnType<typeof leg>[]) => foldedCalls(reader, deliveries).get('1')?.outcome;

  it('through a department are one call, missed only when nobody answered', () => {
    const office_ended = leg('hangup', { ...office, is_transferred: true, date_ended: now });
    const connected = agent('connected', { date_connected: now - 30_000 });
    const over = agent('hangup', { date_connected: now - 30_000, date_ended: now, duration: 30_000 });
    const answered = [leg('queued', office), agent('ringing'), connected, office_ended, over];
    expect(foldedCalls(reader, answered).size).toBe(1);
    expect(foldedCalls(reader, answered).get('1')).toMatchObject({
      outcome: 'answered',
      from: '+14155550123',
      callerName: 'Dana',
      durationSeconds: 30,
    });
    expect(outcome([leg('queued', office), agent('ringing'), office_ended])).toBe('missed');
    expect(outcome([office_ended, agent('missed'), agent('missed', { call_id: 3 })])).toBe('missed');
    expect(outcome([office_ended, agent('missed', { call_id: 3 }), connected])).toBe('answered');
    expectSameInAnyOrder(reader, answered);
  });

  it('that only the menu of an office picked up are missed when the vendor says so', () => {
    const menu = leg('connected', { ...office, date_connected: now - 40_000 });
    expect(outcome([menu])).toBe('answered');
    expect(outcome([menu, agent('missed')])).toBe('missed');
  });

  it('and their message and transcript are one card', () => {
    const link = { voicemail_link: 'https://dialpad.example/v.mp3', voicemail_recording_id: 9 };
    const deliveries = [
      leg('ringing'),
      leg('voicemail', link),
      leg('hangup', { ...link, date_ended: now }),
      leg('transcription', { ...link, transcription_text: 'Please call back.' }),
    ];
    expect(foldedCalls(reader, deliveries).get('1')).toMatchObject({
      outcome: 'voicemail',
      voicemail: { recordingUrl: link.voicemail_link, transcript: 'Please call back.' },
    });
    expectSameInAnyOrder(reader, deliveries);
  });

  it('called out are not missed', () => {
    expect(
      outcome([leg('calling', { direction: 'outbound' }), leg('hangup', { direction: 'outbound' })]),
    ).toBe('other');
    const [call] = reader.read(leg('calling', { direction: 'outbound' }));
    expect(call).toMatchObject({ from: '+14155550199', to: '+14155550123', callerName: null });
  });

  it('keep IDs above 2^53, in a token as well, and are told apart by state and time', () => {
    const payload = '{"call_id":9007199254740993,"state":"missed","direction":"inbound","event_timestamp":1}';
    const token = jsonwebtoken.sign(payload, secret);
    const delivery = { ...jsonDelivery({}), contentType: 'application/jwt', body: Buffer.from(token) };
    expect(reader.read(delivery)[0]?.providerCallId).toBe('9007199254740993');
    expect(reader.identify(delivery)).toEqual({ eventId: '9007199254740993:missed:1', eventType: 'missed' });
    expectReadsAnything(reader, [
      'call_id',
      'state',
      'direction',
      'target',
      'contact',
      'date_started',
      'duration',
    ]);
  });
});
