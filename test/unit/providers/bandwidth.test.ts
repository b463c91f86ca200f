import type {
  DisconnectCallback,
  InitiateCallback,
  RecordingAvailableCallback,
  TransferAnswerCallback,
  TransferCompleteCallback,
  TransferDisconnectCallback,
} from 'bandwidth-sdk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandwidth } from '../../../electron/engine/providers/bandwidth/index.ts';
import {
  expectReadsAnything,
  expectRefusesAnything,
  expectSameInAnyOrder,
  foldedCalls,
  jsonDelivery,
} from '../../support/provider-properties.ts';

/** RFC 7617, section 2. */
const vector = { credentials: 'Aladdin:open sesame', header: 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==' };
const challenge = { 'www-authenticate': expect.stringMatching(/^Basic realm="[^"]+"$/) };

const authenticate = (secrets = [vector.credentials], unauthenticated = false) =>
  bandwidth.authenticator({ secrets, publicUrl: undefined, options: { unauthenticated } });
const request = (authorization?: string) => ({
  method: 'POST',
  query: '',
  headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
  body: Buffer.from('{}'),
});
const basic = (credentials: string) => `Basic ${Buffer.from(credentials).toString('base64')}`;

describe('bandwidth', () => {
  it('takes the credentials of RFC 7617, whatever the case of the scheme', () => {
    const verify = (authorization: string) => authenticate().verify(request(authorization), 0);
    expect(verify(vector.header)).toEqual({ genuine: true, secretIndex: 0 });
    expect(verify(vector.header.replace('Basic', 'basic'))).toEqual({ genuine: true, secretIndex: 0 });
  });

  it('challenges a request without credentials, so that Bandwidth sends them', () => {
    expect(authenticate().verify(request(), 0)).toMatchObject({ genuine: false, headers: challenge });
    for (const authorization of [basic('Aladdin:close'), basic('Aladdin'), 'Basic', 'Basic ???', 'Bearer x'])
      expect(authenticate().verify(request(authorization), 0)).toMatchObject({
        genuine: false,
        headers: challenge,
      });
  });

  it('takes a password with colons and other characters', () => {
    const credentials = 'user:pä:ss/wörd';
    expect(authenticate([credentials]).verify(request(basic(credentials)), 0).genuine).toBe(true);
  });

  it('takes either of two credentials while they are exchanged, and says which', () => {
    const both = authenticate(['new:one', vector.credentials]);
    expect(both.verify(request(vector.header), 0)).toEqual({ genuine: true, secretIndex: 1 });
    expect(both.verify(request(basic('new:one')), 0)).toEqual({ genuine: true, secretIndex: 0 });
  });

  it('needs credentials, or to be told that there are none', () => {
    expect(() => authenticate([])).toThrow('user:password');
    expect(() => authenticate(['justauser'])).toThrow('user:password');
    expect(authenticate([], true).verify(request(), 0)).toEqual({ genuine: true, secretIndex: null });
  });

  it('never takes or trips over what it cannot verify', () => {
    expectRefusesAnything(authenticate(), {
      authorization: fc.oneof(
        fc.string().map(basic),
        fc.base64String().map((text) => `Basic ${text}`),
      ),
    });
  });

  it('reads or refuses anything', () => {
    expectReadsAnything(bandwidth.reader({ unauthenticated: false }), [
      'eventType',
      'callId',
      'parentCallId',
      'duration',
      'transcription',
    ]);
  });
});

const now = Date.UTC(2026, 10, 23, 14);
const at = (second: number) => new Date(now + second * 1000).toISOString();
const numbers = { from: '+14155550123', to: '+14155550100', accountId: '55555555' };
const caller = { ...numbers, callId: 'c-caller', direction: 'inbound' } as const;
const agent = (callId = 'c-agent') =>
  ({ ...numbers, callId, parentCallId: 'c-caller', direction: 'outbound' }) as const;

const arrived = jsonDelivery({
  ...caller,
  eventType: 'initiate',
  eventTime: at(0),
  startTime: at(0),
} satisfies InitiateCallback);
const pickedUp = jsonDelivery({
  ...agent(),
  eventType: 'transferAnswer',
  eventTime: at(9),
  answerTime: at(9),
} satisfies TransferAnswerCallback & { parentCallId: string });
const ringOver = (callId: string, second: number, answerTime?: string) =>
  jsonDelivery({
    ...agent(callId),
    eventType: 'transferDisconnect',
    eventTime: at(second),
    cause: answerTime ? 'hangup' : 'timeout',
    ...(answerTime ? { answerTime } : {}),
  } satisfies TransferDisconnectCallback);
const transferOver = (cause: string, second: number) =>
  jsonDelivery({
    ...caller,
    eventType: 'transferComplete',
    eventTime: at(second),
    answerTime: at(1),
    cause,
  } satisfies TransferCompleteCallback);
const over = (answerTime?: string) =>
  jsonDelivery({
    ...caller,
    eventType: 'disconnect',
    // As Bandwidth's own samples have it, without a zone.
    eventTime: at(30).replace('Z', ''),
    startTime: at(0),
    endTime: at(30),
    cause: answerTime ? 'hangup' : 'cancel',
    ...(answerTime ? { answerTime } : {}),
  } satisfies DisconnectCallback);
const recorded = jsonDelivery({
  ...caller,
  eventType: 'recordingAvailable',
  eventTime: at(32),
  recordingId: 'r-1',
  startTime: at(23),
  endTime: at(29),
  duration: 'PT6.056S',
  mediaUrl: 'https://voice.bandwidth.com/api/v2/accounts/55555555/calls/c-caller/recordings/r-1/media',
} satisfies RecordingAvailableCallback);

describe('bandwidth events', () => {
  it.each([
    ['ringing', [arrived], 'ringing'],
    ['the caller gave up', [arrived, over()], 'missed'],
    ['a phone rang in vain while the caller still waits', [arrived, ringOver('c-1', 20)], 'ringing'],
    [
      'a menu picked up, nobody else did',
      [arrived, ringOver('c-1', 20), transferOver('timeout', 20), over(at(1))],
      'missed',
    ],
    ['a person picked up', [arrived, pickedUp, transferOver('hangup', 29), over(at(1))], 'answered'],
    [
      'a second phone was picked up',
      [arrived, transferOver('busy', 9), transferOver('hangup', 29), over(at(1))],
      'answered',
    ],
    [
      'one of a ring group picked up',
      [arrived, ringOver('c-1', 9), ringOver('c-2', 29, at(9)), over(at(1))],
      'answered',
    ],
    ['a conversation was recorded', [arrived, pickedUp, recorded, over(at(1))], 'answered'],
    ['a message was left', [arrived, transferOver('timeout', 20), recorded, over(at(1))], 'voicemail'],
  ])('%s', (_what, deliveries, outcome) => {
    const reader = bandwidth.reader({ unauthenticated: false });
    expectSameInAnyOrder(reader, deliveries);
    expect(foldedCalls(reader, deliveries).get('c-caller')).toMatchObject({ outcome });
    expect(new Set(deliveries.map((one) => reader.identify(one).eventId)).size).toBe(deliveries.length);
  });

  it('takes a call that was bridged to another for answered, also when it was recorded', () => {
    const bridged = (eventType: string, more: object) =>
      jsonDelivery({ ...caller, eventType, eventTime: at(29), answerTime: at(1), ...more });
    const outcome = (...more: ReturnType<typeof bridged>[]) =>
      foldedCalls(bandwidth.reader({ unauthenticated: false }), [
        arrived,
        ...more,
        recorded,
        over(at(1)),
      ]).get('c-caller')?.outcome;
    expect(outcome()).toBe('voicemail');
    expect(outcome(bridged('bridgeTargetComplete', {}))).toBe('answered');
    expect(outcome(bridged('bridgeComplete', { cause: 'hangup' }))).toBe('answered');
    expect(outcome(bridged('bridgeComplete', { cause: 'error', errorMessage: 'no such call' }))).toBe(
      'voicemail',
    );
  });

  it('takes a machine that picked up an outgoing call for nobody', () => {
    const out = { ...numbers, callId: 'c-out', direction: 'outbound' };
    const result = (value: string) =>
      foldedCalls(bandwidth.reader({ unauthenticated: false }), [
        jsonDelivery({ ...out, eventType: 'answer', eventTime: at(5), answerTime: at(5) }),
        jsonDelivery({
          ...out,
          eventType: 'machineDetectionComplete',
          eventTime: at(9),
          answerTime: at(5),
          machineDetectionResult: { value, duration: 'PT4.9S' },
        }),
        jsonDelivery({
          ...out,
          eventType: 'disconnect',
          eventTime: at(30),
          answerTime: at(5),
          endTime: at(30),
          cause: 'hangup',
        }),
      ]).get('c-out')?.outcome;
    expect(['human', 'silence', 'answering-machine'].map(result)).toEqual(['answered', 'answered', 'other']);
  });

  it('joins the legs into the caller’s call, with its message', () => {
    const deliveries = [recorded, over(at(1)), transferOver('timeout', 20), ringOver('c-1', 20), arrived];
    expect(
      foldedCalls(bandwidth.reader({ unauthenticated: false }), deliveries).get('c-caller'),
    ).toMatchObject({
      direction: 'inbound',
      from: '+14155550123',
      to: '+14155550100',
      startedAt: now,
      endedAt: now + 30_000,
      voicemail: { durationSeconds: 6, recordingUrl: expect.stringContaining('/recordings/r-1/media') },
    });
  });
});
