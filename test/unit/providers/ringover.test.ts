import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import jsonwebtoken from 'jsonwebtoken';
import { describe, expect, it } from 'vitest';
import type { StoredDelivery } from '../../../electron/engine/events/delivery.ts';
import { ringover } from '../../../electron/engine/providers/ringover/index.ts';
import {
  expectReadsAnything,
  expectRefusesAnything,
  expectSameInAnyOrder,
  foldedCalls,
  jsonDelivery,
} from '../../support/provider-properties.ts';

const key = 'ringover_webhook_key_of_the_tests';
const url = 'https://relay.example.com/hooks/r';
const now = Date.UTC(2026, 10, 23, 14);
/** The vendor's published test data. */
const published = (name: string) =>
  readFileSync(new URL(`../../fixtures/providers/ringover/${name}.json`, import.meta.url), 'utf8');
const body = published('call-missed');

const authenticate = (secrets = [key], publicUrl: string | undefined = url, unauthenticated = false) =>
  ringover.authenticator({ secrets, publicUrl, options: { unauthenticated } });
/** Signed by the library of the vendor's own Node sample; claims as text keep what a double cannot hold. */
const sign = (claims: string, secret = key, algorithm: jsonwebtoken.Algorithm = 'HS512') =>
  jsonwebtoken.sign(claims, secret, { algorithm });
const enveloped = (payload: string, address = url) =>
  `{"url":${JSON.stringify(address)},"payload":${payload}}`;
const request = (token: string, content = body, headers: Record<string, string> = {}) => ({
  method: 'POST',
  query: '',
  headers: { 'x-ringover-webhook-signature': token, ...headers },
  body: Buffer.from(content),
});
const isGenuine = (token: string, content = body, secrets = [key]) =>
  authenticate(secrets).verify(request(token, content), now).genuine;

describe('ringover tokens', () => {
  it('hold the event, in an envelope or by itself, however it was serialised', () => {
    const spaced = JSON.stringify(JSON.parse(body), null, 2);
    for (const claims of [enveloped(body), enveloped(spaced), enveloped(JSON.stringify(body)), body])
      expect(isGenuine(sign(claims))).toBe(true);
    expect(authenticate(['next', key]).verify(request(sign(enveloped(body))), now)).toEqual({
      genuine: true,
      secretIndex: 1,
    });
  });

  it('are refused beside another body, even one digit away above 2^53', () => {
    const other = body.replace('1234567890987654400', '1234567890987654401');
    expect(other).not.toBe(body);
    for (const claims of [enveloped(body), body, '{}', '{"payload":null}', '{"event":"missed"}'])
      expect(isGenuine(sign(claims), other)).toBe(false);
    expect(isGenuine(sign(enveloped(body)), published('call-answered'))).toBe(false);
    expect(isGenuine(sign(enveloped(body)), '[')).toBe(false);
  });

  it('are refused for another address, algorithm, key or time', () => {
    expect(isGenuine(sign(enveloped(body, 'https://relay.example.com/hooks/other')))).toBe(false);
    expect(isGenuine(sign(enveloped(body), key, 'HS256'))).toBe(false);
    expect(isGenuine(sign(enveloped(body), '', 'none'))).toBe(false);
    expect(isGenuine(sign(enveloped(body), 'another'))).toBe(false);
    const aged = (age: number) => `{"iat":${now / 1000 - age},"payload":${body}}`;
    expect([299, 301].map((age) => isGenuine(sign(aged(age))))).toEqual([true, false]);
  });

  it('of the third version cover method, address, body and time', () => {
    const seconds = String(now / 1000);
    const v3 = (text: string) => ({
      'x-ringover-webhook-signature-v3': createHmac('sha256', key).update(text).digest('base64'),
      'x-ringover-request-signature-v3-timestamp': seconds,
    });
    const verify = (headers: Record<string, string>, at = now) =>
      authenticate().verify({ ...request('', body), headers }, at).genuine;
    expect(verify(v3(`POST${url}${body}${seconds}`))).toBe(true);
    expect(verify(v3(`POST${url}${body}${seconds}`), now + 301_000)).toBe(false);
    expect(verify(v3(`POST${url}/${body}${seconds}`))).toBe(false);
    expect(
      authenticate([key], undefined).verify({ ...request(''), headers: v3(`POST${body}${seconds}`) }, now)
        .genuine,
    ).toBe(false);
  });

  it('are needed unless the options say otherwise', () => {
    expect(() => authenticate([])).toThrow(/webhook key/);
    expect(authenticate([], url, true).verify(request(''), now).genuine).toBe(true);
    expectRefusesAnything(authenticate(), {
      'x-ringover-webhook-signature': fc.constantFrom('a.b.c', key, sign('{}', 'another')),
      'x-ringover-webhook-signature-v3': fc.constant('AAAA'),
      'x-ringover-request-signature-v3-timestamp': fc.constant('0'),
    });
  });
});

describe('ringover calls', () => {
  const reader = ringover.reader({ unauthenticated: false });
  const recorded = (name: string): StoredDelivery => ({
    ...jsonDelivery({}),
    body: Buffer.from(published(name)),
  });
  const outcome = (deliveries: StoredDelivery[]) =>
    [...foldedCalls(reader, deliveries).values()].map((call) => call.outcome);
  const after = jsonDelivery({
    resource: 'aftercall',
    event: 'voicemail_available',
    data: {
      call_id: '1234567890987654400',
      voicemail_link: 'https://ringover.example/v.mp3',
      voicemail_duration: '30s',
    },
  });

  it('keep IDs above 2^53, and their events apart although they share one ID (published)', () => {
    const names = ['call-missed', 'call-voicemail', 'call-answered', 'call-hangup'];
    const deliveries = names.map(recorded);
    expect([...foldedCalls(reader, deliveries).keys()]).toEqual(['1234567890987654400']);
    expect(new Set(deliveries.map((one) => reader.identify(one).eventId)).size).toBe(names.length);
    expectSameInAnyOrder(reader, deliveries);
  });

  it('missed, answered and with a message are told apart', () => {
    expect(outcome([recorded('call-missed')])).toEqual(['missed']);
    expect(outcome([recorded('call-missed'), recorded('call-answered')])).toEqual(['answered']);
    // A hang-up also ends a call that only the greeting answered.
    expect(outcome([recorded('call-hangup'), recorded('call-missed')])).toEqual(['missed']);
    const message = [recorded('call-missed'), recorded('call-voicemail'), after];
    expect(outcome(message)).toEqual(['voicemail']);
    expect([...foldedCalls(reader, message).values()][0]?.voicemail).toEqual({
      recordingUrl: 'https://ringover.example/v.mp3',
      transcript: null,
      durationSeconds: 30,
    });
    expectSameInAnyOrder(reader, message);
  });

  it('have no talk time of published times that run backwards', () => {
    expect([...foldedCalls(reader, [recorded('call-hangup')]).values()][0]?.durationSeconds).toBe(32);
    expectReadsAnything(reader, ['resource', 'event', 'data', 'timestamp', 'call_id', 'id']);
  });
});
