import { generateAuthorizationHeader, type Voice, validateAuthenticationHeader } from '@sinch/sdk-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '#shared/format/schema-faults.ts';
import { sinch } from '../../../electron/engine/providers/sinch/index.ts';
import {
  expectReadsAnything,
  expectRefusesAnything,
  expectSameInAnyOrder,
  foldedCalls,
  jsonDelivery,
} from '../../support/provider-properties.ts';

const now = Date.UTC(2026, 10, 23, 14);
const applicationKey = '669E367E-6BBA-48AB-AF15-266871C28135';
const secret = Buffer.from('application secret of the tests').toString('base64');
const otherSecret = Buffer.from('another secret of the tests').toString('base64');
const publicUrl = 'https://relay.example.com/hooks/sinch';
const contentType = 'application/json; charset=utf-8';

const authenticate = (secrets = [secret], url = publicUrl, key = applicationKey) =>
  sinch.authenticator({ secrets, publicUrl: url, options: { applicationKey: key } });

/** Signed by the vendor's SDK, as it signs its own requests. */
function request(body: string, { at = now, key = applicationKey, by = secret, path = '/hooks/sinch' } = {}) {
  const timestamp = new Date(at).toISOString();
  return {
    method: 'POST',
    query: '',
    headers: {
      'content-type': contentType,
      'x-timestamp': timestamp,
      authorization: generateAuthorizationHeader(
        'POST',
        body,
        contentType,
        `x-timestamp:${timestamp}`,
        path,
        key,
        by,
      ),
    },
    body: Buffer.from(body),
  };
}

describe('sinch signatures, made by the official SDK', () => {
  it('verify for any body, and are refused for any other', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(secret, otherSecret), (body, by) => {
        const sent = request(body, { by });
        const verdict = authenticate().verify(sent, now).genuine;
        expect(verdict).toBe(
          validateAuthenticationHeader(applicationKey, secret, sent.headers, body, '/hooks/sinch', 'POST'),
        );
        expect(verdict).toBe(by === secret);
        expect(authenticate().verify({ ...sent, body: Buffer.from(`${body} `) }, now).genuine).toBe(false);
      }),
    );
  });

  it.each([
    ['another path', { path: '/hooks/other' }],
    ['another application', { key: 'other-key' }],
  ])('are refused for %s', (_what, change) => {
    expect(authenticate().verify(request('{}', change), now).genuine).toBe(false);
  });

  it('cover Content-Type and x-timestamp as sent', () => {
    const sent = request('{}');
    for (const change of [
      { 'content-type': 'application/json' },
      { 'x-timestamp': new Date(now + 1000).toISOString() },
      { 'x-timestamp': '' },
    ])
      expect(authenticate().verify({ ...sent, headers: { ...sent.headers, ...change } }, now).genuine).toBe(
        false,
      );
  });

  // developers.sinch.com/docs/voice/api-reference/authentication/callback-signed-request
  it('fit the published vector', () => {
    const body =
      '{"event":"ace","callid":"822aa4b7-05b4-4d83-87c7-1f835ee0b6f6_257","timestamp":"2014-09-24T10:59:41Z","version":1}';
    const vector = {
      method: 'POST',
      query: '',
      headers: {
        'content-type': 'application/json',
        'x-timestamp': '2014-09-24T10:59:41Z',
        authorization:
          'application 669E367E-6BBA-48AB-AF15-266871C28135:Tg6fMyo8mj9pYfWQ9ssbx3Tc1BNC87IEygAfLbJqZb4=',
      },
      body: Buffer.from(body),
    };
    const on = authenticate(
      ['BeIukql3pTKJ8RGL5zo0DA=='],
      'https://callbacks.yourdomain.com/sinch/callback/ace',
    );
    expect(on.verify(vector, Date.UTC(2014, 8, 24, 10, 59, 41))).toEqual({ genuine: true, secretIndex: 0 });
  });
});

describe('sinch', () => {
  it('refuses a replay after 300 s, and a clock as far ahead', () => {
    const verdicts = [-301, -300, 300, 301].map(
      (seconds) => authenticate().verify(request('{}', { at: now + seconds * 1000 }), now).genuine,
    );
    expect(verdicts).toEqual([false, true, true, false]);
  });

  it('takes either of two secrets while they are exchanged, and says which', () => {
    const both = authenticate([otherSecret, secret]);
    expect(both.verify(request('{}'), now)).toEqual({ genuine: true, secretIndex: 1 });
    expect(both.verify(request('{}', { by: otherSecret }), now)).toEqual({ genuine: true, secretIndex: 0 });
  });

  it.each([
    ['key and secret in clear', `Basic ${applicationKey}:${secret}`],
    ['Basic credentials', `Basic ${Buffer.from(`${applicationKey}:${secret}`).toString('base64')}`],
    ['Voice API 2.0', request('{}').headers.authorization.replace('Application', 'service')],
  ])('refuses what is not described well enough: %s', (_what, authorization) => {
    const sent = request('{}');
    expect(authenticate().verify({ ...sent, headers: { ...sent.headers, authorization } }, now).genuine).toBe(
      false,
    );
  });

  it('never takes or trips over what it cannot verify', () => {
    const signature = fc
      .uint8Array({ minLength: 32, maxLength: 32 })
      .map((bytes) => `Application ${applicationKey}:${Buffer.from(bytes).toString('base64')}`);
    expectRefusesAnything(
      authenticate(),
      { authorization: signature, 'x-timestamp': fc.constant(new Date(now).toISOString()) },
      now,
    );
    expect(() => authenticate([])).toThrow("application's secret");
    expect(() =>
      sinch.authenticator({ secrets: [secret], publicUrl: undefined, options: { applicationKey } }),
    ).toThrow('its signature covers it');
    expect(check(sinch.description.options, {})).toEqual({
      ok: false,
      faults: [
        expect.objectContaining({
          code: 'unexpected',
          path: ['applicationKey'],
          expected: 'the application key',
        }),
      ],
    });
  });

  it('reads or refuses anything', () => {
    expectReadsAnything(sinch.reader({ applicationKey }), [
      'event',
      'callid',
      'to',
      'result',
      'type',
      'destination',
    ]);
  });
});

const at = (second: number) => new Date(now + second * 1000);
const callid = 'call-1';
const arrived = jsonDelivery({
  event: 'ice',
  callid,
  timestamp: at(0),
  cli: '+14155550123',
  to: { type: 'did', endpoint: '+14155550100' },
  originationType: 'PSTN',
} satisfies Voice.IceRequest);
const pickedUp = (status?: 'human' | 'machine', second = 9) =>
  jsonDelivery({
    event: 'ace',
    callid,
    timestamp: at(second),
    ...(status ? { amd: { status } } : {}),
  } satisfies Voice.AceRequest);
const over = (result: Voice.DiceRequest['result']) =>
  jsonDelivery({
    event: 'dice',
    callid,
    timestamp: at(30),
    ...(result === undefined ? {} : { result }),
    duration: result === 'ANSWERED' ? 21 : 0,
    from: '+14155550123',
    to: { type: 'number', endpoint: '+14155550100' },
  } satisfies Voice.DiceRequest);
const recorded = jsonDelivery({
  event: 'notify',
  callid,
  type: 'recording_available',
  destination: 'https://recordings.example.com/call-1.mp3',
} satisfies Voice.NotifyRequest);

describe('sinch events', () => {
  it.each([
    ['ringing', [arrived], 'ringing'],
    ['nobody was there', [arrived, over('NOANSWER')], 'missed'],
    ['busy', [arrived, over('BUSY')], 'missed'],
    ['a person picked up', [arrived, pickedUp(), over('ANSWERED')], 'answered'],
    ['a menu picked up', [arrived, over('ANSWERED')], 'answered'],
    ['a machine picked up, then nobody', [arrived, pickedUp('machine'), over('NOANSWER')], 'missed'],
    ['a machine picked up and took the call', [arrived, pickedUp('machine'), over('ANSWERED')], 'missed'],
    [
      'a machine picked up, then a person did',
      [arrived, pickedUp('machine'), pickedUp('human', 20), over('ANSWERED')],
      'answered',
    ],
    ['a conversation was recorded', [arrived, pickedUp('human'), over('ANSWERED'), recorded], 'answered'],
    ['a message was left', [arrived, over('ANSWERED'), recorded], 'voicemail'],
    ['an end without its beginning', [over('NOANSWER')], 'other'],
  ])('%s', (_what, deliveries, outcome) => {
    const reader = sinch.reader({ applicationKey });
    expectSameInAnyOrder(reader, deliveries);
    expect(foldedCalls(reader, deliveries).get(callid)).toMatchObject({
      outcome,
      from: '+14155550123',
      to: '+14155550100',
    });
  });

  it('takes a machine that picked up a call of the application’s own for nobody', () => {
    const placed = [pickedUp('machine'), over('ANSWERED')];
    expect(foldedCalls(sinch.reader({ applicationKey }), placed).get(callid)?.outcome).toBe('other');
  });

  it('answers what waits for an answer', () => {
    expect(sinch.accepted).toMatchObject({ status: 200, contentType: 'application/json' });
    expect(JSON.parse(sinch.accepted?.body ?? '')).toEqual({ action: { name: 'continue' } });
  });
});
