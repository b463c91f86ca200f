import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { validateSignature, validateV3Signature } from 'plivo';
import { describe, expect, it } from 'vitest';
import { plivo } from '../../../electron/engine/providers/plivo/index.ts';
import { fixturesOf } from '../../support/provider-fixtures.ts';
import {
  expectReadsAnything,
  expectRefusesAnything,
  expectSameInAnyOrder,
  foldedCalls,
  formDelivery,
} from '../../support/provider-properties.ts';

const token = 'plivo_auth_token_of_the_tests';
const otherToken = 'another_auth_token_of_the_tests';
const publicUrl = 'https://relay.example.com:8443/hooks/plivo';
const nonce = '05429567804466091622';

const authenticate = (secrets = [token], url = publicUrl) =>
  plivo.authenticator({ secrets, publicUrl: url, options: {} });

type Parameters = Record<string, string | string[]>;
const encode = (parameters: Parameters) =>
  new URLSearchParams(
    Object.entries(parameters).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    ),
  ).toString();

const request = (method: string, query: string, body: string, signature: string) => ({
  method,
  query,
  headers: {
    'content-type': 'application/x-www-form-urlencoded',
    'x-plivo-signature-v3': signature,
    'x-plivo-signature-v3-nonce': nonce,
  },
  body: Buffer.from(body),
});

/** What Plivo signs, put together by hand from its documentation; the SDK is asked whether it is right. */
function sign(method: string, query: string, parameters: Parameters, key = token): string {
  const sorted = (joined: string, from: Parameters) =>
    Object.keys(from)
      .sort()
      .flatMap((name) =>
        [from[name] ?? []]
          .flat()
          .sort()
          .map((value) => name + joined + value),
      );
  const inQuery: Parameters = {};
  for (const [name, value] of new URLSearchParams(query))
    inQuery[name] = [...[inQuery[name] ?? []].flat(), value];
  const search = sorted('=', inQuery).join('&');
  const body = method === 'GET' ? '' : sorted('', parameters).join('');
  const text = publicUrl + (search || body ? `?${search}` : '') + (search && body ? '.' : '') + body;
  return createHmac('sha256', key).update(`${text}.${nonce}`).digest('base64');
}

// Names that object literals treat specially would be lost on the way into the SDK.
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,8}$/);
const value = fc.oneof(fc.string({ minLength: 1 }), fc.string({ unit: 'grapheme', minLength: 1 }));
const parameters = fc.dictionary(name, fc.oneof(value, fc.array(value, { minLength: 2, maxLength: 3 })));
const query = fc.dictionary(name, value, { maxKeys: 3 }).map(encode);

describe('plivo signatures', () => {
  it('are judged as by the official SDK', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('GET', 'POST'),
        query,
        parameters,
        fc.constantFrom(token, otherToken),
        (method, search, sent, key) => {
          const signature = sign(method, search, sent, key);
          const body = method === 'GET' ? '' : encode(sent);
          const url = search ? `${publicUrl}?${search}` : publicUrl;
          const verdict = authenticate().verify(request(method, search, body, signature), 0).genuine;
          const params = method === 'GET' ? {} : sent;
          expect(verdict).toBe(validateV3Signature(method, url, nonce, token, signature, params));
          expect(verdict).toBe(key === token);
          const forged = method === 'GET' ? [`${search}&Forged=1`, body] : [search, `${body}&Forged=1`];
          const [q = '', b = ''] = forged;
          expect(authenticate().verify(request(method, q, b, signature), 0).genuine).toBe(false);
        },
      ),
    );
  });

  it.each(fixturesOf('plivo').filter(({ name: vector }) => vector.startsWith('sdk-vector-v3')))(
    'fit the published vector $name',
    ({ requests, publicUrl: url, meta }) => {
      for (const vector of requests)
        expect(authenticate([meta.secret ?? ''], url).verify(vector, 0).genuine).toBe(true);
    },
  );

  it('of version 2 prove only a request without parameters', () => {
    const signature = createHmac('sha256', token)
      .update(publicUrl + nonce)
      .digest('base64');
    expect(validateSignature(publicUrl, nonce, signature, token)).toBe(true);
    const headers = { 'x-plivo-signature-v2': signature, 'x-plivo-signature-v2-nonce': nonce };
    const empty = { method: 'POST', query: '', headers, body: Buffer.alloc(0) };
    expect(authenticate().verify(empty, 0).genuine).toBe(true);
    expect(authenticate().verify({ ...empty, body: Buffer.from('CallUUID=1') }, 0).genuine).toBe(false);
    expect(authenticate().verify({ ...empty, query: 'CallUUID=1' }, 0).genuine).toBe(false);
  });
});

describe('plivo', () => {
  it('takes the main account’s signature, and one of several', () => {
    const body = 'CallUUID=1';
    const signature = sign('POST', '', { CallUUID: '1' });
    const sent = request('POST', '', body, 'AAAA');
    const several = {
      ...sent.headers,
      'x-plivo-signature-v3': `${sign('POST', '', {}, otherToken)},${signature}`,
    };
    expect(authenticate().verify({ ...sent, headers: several }, 0).genuine).toBe(true);
    const main = { ...sent.headers, 'x-plivo-signature-ma-v3': signature };
    expect(authenticate().verify({ ...sent, headers: main }, 0).genuine).toBe(true);
    expect(authenticate().verify(sent, 0).genuine).toBe(false);
  });

  it('takes either of two tokens while they are exchanged, and says which', () => {
    const both = authenticate([otherToken, token]);
    const body = 'CallUUID=1';
    const by = (key: string) => request('POST', '', body, sign('POST', '', { CallUUID: '1' }, key));
    expect(both.verify(by(token), 0)).toMatchObject({ genuine: true, secretIndex: 1 });
    expect(both.verify(by(otherToken), 0)).toMatchObject({ genuine: true, secretIndex: 0 });
  });

  it('signs the configured address, never another', () => {
    const sent = request('POST', '', 'CallUUID=1', sign('POST', '', { CallUUID: '1' }));
    expect(authenticate([token], 'https://elsewhere.example.com/hooks/plivo').verify(sent, 0).genuine).toBe(
      false,
    );
    expect(
      authenticate([token], 'https://user:pw@relay.example.com:8443/hooks/plivo').verify(sent, 0).genuine,
    ).toBe(true);
  });

  it('never takes or trips over what it cannot verify', () => {
    const signature = fc
      .uint8Array({ minLength: 32, maxLength: 32 })
      .map((bytes) => Buffer.from(bytes).toString('base64'));
    expectRefusesAnything(authenticate(), {
      'x-plivo-signature-v3': fc.array(signature).map((all) => all.join(',')),
      'x-plivo-signature-ma-v3': signature,
      'x-plivo-signature-v3-nonce': fc.constant(nonce),
      'x-plivo-signature-v2': signature,
      'x-plivo-signature-v2-nonce': fc.constant(nonce),
    });
    expect(() => authenticate([])).toThrow('auth token');
    expect(() => plivo.authenticator({ secrets: [token], publicUrl: undefined, options: {} })).toThrow(
      'webhook address',
    );
  });

  it('reads or refuses anything', () => {
    expectReadsAnything(plivo.reader({}), ['CallUUID', 'CallStatus', 'DialStatus', 'RecordUrl', 'StartTime']);
  });
});

const call = { CallUUID: 'call-1', Direction: 'inbound', From: '14155550123', To: '14155550100' };
const event = (fields: Record<string, string>) => formDelivery({ ...call, ...fields });
const times = { StartTime: '2026-11-23 14:00:00', EndTime: '2026-11-23 14:00:30' };

const rings = event({ CallStatus: 'ringing', Event: 'StartApp' });
const greeted = event({ CallStatus: 'in-progress', Event: 'Redirect' });
const pickedUp = event({ CallStatus: 'in-progress', DialAction: 'answer', DialBLegUUID: 'leg-1' });
const dialled = (fields: Record<string, string>) =>
  event({ CallStatus: 'in-progress', Direction: '', DialAction: 'hangup', ...fields });
const legUnanswered = (cause: string, leg = 'leg-1') =>
  dialled({ DialBLegUUID: leg, DialBLegHangupCause: cause, DialBLegDuration: '0' });
const legOver = dialled({
  DialBLegUUID: 'leg-1',
  DialBLegHangupCause: 'NORMAL_CLEARING',
  DialBLegDuration: '20',
  DialBLegBillDuration: '60',
});
const inVain = event({ CallStatus: 'in-progress', DialStatus: 'no-answer', DialRingStatus: 'true' });
const talked = event({ CallStatus: 'in-progress', DialStatus: 'completed', DialBLegUUID: 'leg-1' });
const over = event({
  ...times,
  CallStatus: 'completed',
  Event: 'Hangup',
  Duration: '29',
  AnswerTime: '2026-11-23 14:00:01',
});
const gaveUp = event({ ...times, CallStatus: 'completed', Event: 'Hangup', Duration: '0' });
const cancelled = event({ ...times, CallStatus: 'cancel', Event: 'Hangup', Duration: '0' });
const recorded = event({
  CallStatus: 'in-progress',
  RecordUrl: 'https://media.plivo.com/1.mp3',
  RecordingID: 'rec-1',
  RecordingDuration: '6',
});
const transcribed = formDelivery({
  call_uuid: 'call-1',
  recording_id: 'rec-1',
  duration: '6',
  transcription: 'Please call back',
});

describe('plivo events', () => {
  it.each([
    ['ringing', [rings], 'ringing'],
    ['the caller gave up', [rings, gaveUp], 'missed'],
    ['the caller gave up, in another word', [rings, cancelled], 'missed'],
    ['a menu picked up, nobody else did', [rings, greeted, inVain, over], 'missed'],
    ['a person picked up', [rings, greeted, pickedUp, talked, over], 'answered'],
    ['a second phone was picked up', [rings, inVain, talked, over], 'answered'],
    ['a conversation was recorded', [rings, pickedUp, talked, recorded, over], 'answered'],
    ['a message was left', [rings, inVain, recorded, transcribed, over], 'voicemail'],
    [
      'a phone was not answered, which only the callback of the <Dial> tells',
      [rings, greeted, legUnanswered('NO_ANSWER'), over],
      'missed',
    ],
    ['the caller hung up while a phone rang', [rings, legUnanswered('ORIGINATOR_CANCEL'), over], 'missed'],
    ['a phone was busy while the caller still waits', [rings, legUnanswered('USER_BUSY')], 'ringing'],
    [
      'one of two phones was answered',
      [rings, legUnanswered('LOSE_RACE', 'leg-2'), pickedUp, legOver, over],
      'answered',
    ],
    ['only the end of a leg that was answered is told', [rings, greeted, legOver, over], 'answered'],
    [
      'a message was left, where only the callback tells that nobody answered',
      [rings, legUnanswered('NO_ANSWER'), recorded, over],
      'voicemail',
    ],
    ['an outgoing call', [event({ Direction: 'outbound', CallStatus: 'busy', Event: 'Hangup' })], 'other'],
  ])('%s', (_what, deliveries, outcome) => {
    const reader = plivo.reader({});
    expectSameInAnyOrder(reader, deliveries);
    expect(foldedCalls(reader, deliveries).get('call-1')).toMatchObject({ outcome });
    const ids = deliveries.map((delivery) => reader.identify(delivery).eventId);
    expect(new Set(ids).size).toBe(deliveries.length);
  });

  it('takes a SIP endpoint that dials out for no caller', () => {
    const From = 'sip:dana0123@phone.plivo.com';
    const call = (...deliveries: ReturnType<typeof event>[]) =>
      foldedCalls(plivo.reader({}), deliveries).get('call-1');
    const dials = event({ From, To: '14155550123', CallStatus: 'ringing', Event: 'StartApp' });
    const vain = event({ From, To: '14155550123', CallStatus: 'in-progress', DialStatus: 'no-answer' });
    expect(call(dials)).toMatchObject({ direction: 'outbound', to: '+14155550123' });
    expect(
      call(dials, vain, event({ From, CallStatus: 'completed', Event: 'Hangup', Duration: '0' })),
    ).toMatchObject({ direction: 'outbound', outcome: 'other' });
    // The application had picked up, which is no answer of the number's.
    const ended = event({ From, CallStatus: 'completed', Event: 'Hangup', Duration: '30', ...times });
    expect(call(dials, vain, ended)?.outcome).toBe('other');
    expect(
      call(dials, event({ From, CallStatus: 'in-progress', DialStatus: 'completed' }), ended)?.outcome,
    ).toBe('answered');
    // Another network's address calls in.
    expect(call(event({ From: 'sip:dana@pbx.example.com', CallStatus: 'ringing' }))?.direction).toBe(
      'inbound',
    );
  });

  it('takes a machine that picked up an outgoing call for nobody', () => {
    const out = { Direction: 'outbound', From: '14155550100', To: '14155550123' };
    const answered = event({ ...out, CallStatus: 'completed', Event: 'Hangup', Duration: '20' });
    const machine = event({ ...out, CallStatus: 'in-progress', Event: 'MachineDetection', Machine: 'true' });
    expect(foldedCalls(plivo.reader({}), [answered]).get('call-1')?.outcome).toBe('answered');
    expect(foldedCalls(plivo.reader({}), [answered, machine]).get('call-1')?.outcome).toBe('other');
  });

  it('writes numbers with a plus and reads times as UTC', () => {
    expect(foldedCalls(plivo.reader({}), [transcribed, recorded, over]).get('call-1')).toMatchObject({
      from: '+14155550123',
      to: '+14155550100',
      startedAt: Date.UTC(2026, 10, 23, 14),
      endedAt: Date.UTC(2026, 10, 23, 14, 0, 30),
      durationSeconds: 29,
      voicemail: {
        recordingUrl: 'https://media.plivo.com/1.mp3',
        transcript: 'Please call back',
        durationSeconds: 6,
      },
    });
  });
});
