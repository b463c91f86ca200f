import { createHash, createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signalwire } from '../../../electron/engine/providers/signalwire/index.ts';
import {
  expectReadsAnything,
  expectRefusesAnything,
  expectSameInAnyOrder,
  foldedCalls,
  formDelivery,
  jsonDelivery,
} from '../../support/provider-properties.ts';

type Parameters = Record<string, string | string[]>;
/** The package's types are not reachable through its own "exports". */
interface CompatibilityApi {
  RestClient: {
    validateRequest(
      key: string,
      signature: string,
      url: string,
      parameters: Parameters,
      suppressWarning: boolean,
    ): boolean;
  };
}
const require = createRequire(import.meta.url);
const { RestClient } = require('@signalwire/compatibility-api') as CompatibilityApi;

const key = 'PSK_signing_key_of_the_tests';
const otherKey = 'PSK_another_signing_key_of_the_tests';
const publicUrl = 'https://relay.example.com/hooks/signalwire';
const formType = { 'content-type': 'application/x-www-form-urlencoded' };
const jsonType = { 'content-type': 'application/json' };

const authenticate = (secrets = [key], url = publicUrl) =>
  signalwire.authenticator({ secrets, publicUrl: url, options: {} });
const post = (headers: Record<string, string>, body: string, query = '') => ({
  method: 'POST',
  query,
  headers,
  body: Buffer.from(body),
});
const encode = (parameters: Parameters) =>
  new URLSearchParams(
    Object.entries(parameters).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    ),
  ).toString();
const hmac = (algorithm: string, secret: string, text: string, encoding: 'hex' | 'base64') =>
  createHmac(algorithm, secret).update(text).digest(encoding);
const formSignature = (url: string, parameters: Parameters, secret = key) => {
  const names = Object.keys(parameters).sort();
  const text = names.flatMap((name) => [parameters[name] ?? []].flat().map((value) => name + value)).join('');
  return hmac('sha1', secret, url + text, 'base64');
};

describe('signalwire form signatures', () => {
  it('are judged as by the official SDK', () => {
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/);
    const value = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }));
    const parameters = fc.dictionary(name, fc.oneof(value, fc.array(value, { minLength: 2, maxLength: 3 })), {
      minKeys: 1,
    });
    const url = fc.constantFrom(
      publicUrl,
      publicUrl.replace('.com', '.com:443'),
      'https://other.example.com/x',
    );
    fc.assert(
      fc.property(parameters, url, fc.constantFrom(key, otherKey), (sent, signed, secret) => {
        const signature = formSignature(signed, sent, secret);
        const request = post({ ...formType, 'x-signalwire-signature': signature }, encode(sent));
        const verdict = authenticate().verify(request, 0).genuine;
        expect(verdict).toBe(RestClient.validateRequest(key, signature, publicUrl, sent, true));
        expect(verdict).toBe(secret === key && signed !== 'https://other.example.com/x');
      }),
    );
  });

  // github signalwire/signalwire-typescript tests/WebhookValidator.test.ts, vectors A, B and C.
  it('fit the published vectors', () => {
    const a = post(
      { ...jsonType, 'x-signalwire-signature': 'c3c08c1fefaf9ee198a100d5906765a6f394bf0f' },
      '{"event":"call.state","params":{"call_id":"abc-123","state":"answered"}}',
    );
    const onA = authenticate(['PSKtest1234567890abcdef'], 'https://example.ngrok.io/webhook');
    expect(onA.verify(a, 0).genuine).toBe(true);
    expect(onA.verify({ ...a, body: Buffer.from('{}') }, 0).genuine).toBe(false);

    const b = post(
      { ...formType, 'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' },
      'CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212',
      'foo=1&bar=2',
    );
    expect(authenticate(['12345'], 'https://mycompany.com/myapp.php').verify(b, 0).genuine).toBe(true);

    const c = post(
      { ...jsonType, 'x-signalwire-signature': 'dfO9ek8mxyFtn2nMz24plPmPfIY=' },
      '{"event":"call.state"}',
      'bodySHA256=69f3cbfc18e386ef8236cb7008cd5a54b7fed637a8cb3373b5a1591d7f0fd5f4',
    );
    expect(onA.verify(c, 0).genuine).toBe(true);
    expect(onA.verify({ ...c, body: Buffer.from('{"event":"DIFFERENT"}') }, 0).genuine).toBe(false);
  });
});

describe('signalwire', () => {
  const body = '{"event_type":"calling.call.state"}';

  it('takes a SHA-256 signature of the body, and SHA-1 where that one does not fit', () => {
    const sha256 = hmac('sha256', key, publicUrl + body, 'hex');
    const sha1 = hmac('sha1', key, publicUrl + body, 'hex');
    const verify = (headers: Record<string, string>, sent = body) =>
      authenticate().verify(post({ ...jsonType, ...headers }, sent), 0).genuine;
    expect(verify({ 'x-signalwire-sha256-signature': sha256 })).toBe(true);
    expect(verify({ 'x-signalwire-sha256-signature': sha256, 'x-signalwire-signature': 'junk' })).toBe(true);
    expect(verify({ 'x-signalwire-sha256-signature': '00'.repeat(32), 'x-signalwire-signature': sha1 })).toBe(
      true,
    );
    expect(verify({ 'x-signalwire-sha256-signature': sha256 }, `${body} `)).toBe(false);
    expect(verify({ 'x-signalwire-signature': sha256 })).toBe(false);
  });

  it('refuses a body that only the URL is signed for', () => {
    const overUrl = hmac('sha1', key, publicUrl, 'base64');
    expect(
      authenticate().verify(post({ ...jsonType, 'x-signalwire-signature': overUrl }, body), 0).genuine,
    ).toBe(false);
    const hash = createHash('sha256').update(body).digest('hex');
    const query = `bodySHA256=${hash}`;
    const signature = hmac('sha1', key, `${publicUrl}?${query}`, 'base64');
    const request = post({ ...jsonType, 'x-signalwire-signature': signature }, body, query);
    expect(authenticate().verify(request, 0).genuine).toBe(true);
  });

  it('takes either of two keys while they are exchanged, and says which', () => {
    const both = authenticate([otherKey, key]);
    const by = (secret: string) =>
      post(
        { ...formType, 'x-signalwire-signature': formSignature(publicUrl, { CallSid: '1' }, secret) },
        'CallSid=1',
      );
    expect(both.verify(by(key), 0)).toMatchObject({ genuine: true, secretIndex: 1 });
    expect(both.verify(by(otherKey), 0)).toMatchObject({ genuine: true, secretIndex: 0 });
  });

  it('never takes or trips over what it cannot verify', () => {
    const bytes = (length: number, encoding: 'hex' | 'base64') =>
      fc
        .uint8Array({ minLength: length, maxLength: length })
        .map((all) => Buffer.from(all).toString(encoding));
    const sha1 = fc.oneof(bytes(20, 'hex'), bytes(20, 'base64'));
    expectRefusesAnything(authenticate(), {
      'x-signalwire-sha256-signature': bytes(32, 'hex'),
      'x-signalwire-signature': sha1,
      'x-twilio-signature': sha1,
    });
    expect(() => authenticate([])).toThrow('signing key');
    expect(() => signalwire.authenticator({ secrets: [key], publicUrl: undefined, options: {} })).toThrow(
      'webhook address',
    );
  });

  it('reads or refuses anything', () => {
    expectReadsAnything(signalwire.reader({}), [
      'CallSid',
      'CallStatus',
      'event_type',
      'params',
      'timestamp',
    ]);
  });
});

const now = Date.UTC(2026, 10, 23, 14);
const relay = (second: number, params: object, type = 'calling.call.state') =>
  jsonDelivery({ event_type: type, timestamp: now / 1000 + second + 0.25, params });
const device = {
  type: 'phone',
  params: { from_number: '+14155550123', to_number: '+14155550100' },
};
const caller = { call_id: 'caller', direction: 'inbound', device };
const agent = {
  call_id: 'agent',
  direction: 'outbound',
  peer: { call_id: 'caller', node_id: 'n' },
  device: { type: 'phone', params: { from_number: '+14155550100', to_number: '+14155550101' } },
};
const arrived = relay(0, { ...caller, call_state: 'created' });
const menu = relay(1, { ...caller, call_state: 'answered' });
const inVain = relay(20, { ...agent, call_state: 'ended', end_reason: 'noAnswer' });
const pickedUp = relay(9, { ...agent, call_state: 'answered' });
const gaveUp = relay(30, { ...caller, call_state: 'ended', end_reason: 'cancel' });
const over = relay(30, { ...caller, call_state: 'ended', end_reason: 'hangup' });
const recorded = relay(
  29,
  {
    call_id: 'caller',
    control_id: 'r1',
    state: 'finished',
    record: { url: 'https://files.example.com/r1.mp3', duration: 6.4 },
  },
  'calling.call.record',
);

describe('signalwire events', () => {
  it.each([
    ['ringing', [arrived], 'ringing'],
    ['the caller gave up', [arrived, gaveUp], 'missed'],
    ['a menu picked up, nobody else did', [arrived, menu, inVain, over], 'missed'],
    ['a person picked up', [arrived, menu, pickedUp, over], 'answered'],
    ['a conversation was recorded', [arrived, menu, pickedUp, recorded, over], 'answered'],
    ['a message was left', [arrived, menu, inVain, recorded, over], 'voicemail'],
  ])('in JSON: %s', (_what, deliveries, outcome) => {
    const reader = signalwire.reader({});
    expectSameInAnyOrder(reader, deliveries);
    const calls = foldedCalls(reader, deliveries);
    expect([...calls.keys()]).toEqual(['caller']);
    expect(calls.get('caller')).toMatchObject({
      outcome,
      direction: 'inbound',
      from: '+14155550123',
      to: '+14155550100',
    });
    expect(new Set(deliveries.map((one) => reader.identify(one).eventId)).size).toBe(deliveries.length);
  });

  it('in JSON: begin where the call is received, and make no call of what is done with a leg', () => {
    const received = relay(
      0,
      { ...caller, call_state: 'created', context: 'office' },
      'calling.call.receive',
    );
    const reader = signalwire.reader({});
    const outcome = (...deliveries: ReturnType<typeof relay>[]) =>
      [...foldedCalls(reader, deliveries)].map(([id, call]) => `${id} ${call.outcome}`);
    expect(outcome(received)).toEqual(['caller ringing']);
    expect(outcome(received, gaveUp)).toEqual(['caller missed']);
    const played = relay(10, { call_id: 'agent', control_id: 'p1', state: 'finished' }, 'calling.call.play');
    expect(outcome(received, menu, pickedUp, played, over)).toEqual(['caller answered']);
  });

  it('in JSON: have the link of a message beside the details of its recording', () => {
    const message = relay(
      29,
      {
        ...{ call_id: 'caller', control_id: 'r1', state: 'finished' },
        ...{ url: 'https://files.example.com/r1.mp3', duration: 6.4 },
        record: { audio: { format: 'mp3', direction: 'speak', stereo: false } },
      },
      'calling.call.record',
    );
    const call = foldedCalls(signalwire.reader({}), [arrived, menu, inVain, message, over]).get('caller');
    expect(call).toMatchObject({
      outcome: 'voicemail',
      voicemail: { recordingUrl: 'https://files.example.com/r1.mp3', durationSeconds: 6 },
    });
  });

  it('in forms are those of Twilio', () => {
    const call = { CallSid: 'a5f1c1c0', Direction: 'inbound', From: '+14155550123', To: '+14155550100' };
    const deliveries = [
      formDelivery({ ...call, CallStatus: 'ringing' }),
      formDelivery({ ...call, CallStatus: 'no-answer' }),
    ];
    expectSameInAnyOrder(signalwire.reader({}), deliveries);
    expect(foldedCalls(signalwire.reader({}), deliveries).get('a5f1c1c0')?.outcome).toBe('missed');
  });
});

describe('signalwire addresses and results', () => {
  it.each([
    ['https://Relay.Example.com/hooks/signalwire', publicUrl],
    ['https://Relay.Example.com/hooks/signalwire', 'https://Relay.Example.com/hooks/signalwire'],
    ['https://bücher.example/hooks', 'https://xn--bcher-kva.example/hooks'],
    ['https://relay.example.com/hooks?', 'https://relay.example.com/hooks?'],
    ['https://relay.example.com/hooks#rc=3', 'https://relay.example.com/hooks'],
  ])('%s verifies what was signed for %s', (configured, signed) => {
    const signature = formSignature(signed, { CallSid: 'CA1' });
    expect(RestClient.validateRequest(key, signature, signed, { CallSid: 'CA1' }, true)).toBe(
      !/[A-Z]/.test(new URL(signed).host) && !/[A-Z]/.test(signed),
    );
    const headers = { ...formType, 'x-signalwire-signature': signature };
    expect(authenticate([key], configured).verify(post(headers, 'CallSid=CA1'), 0).genuine).toBe(true);
    expect(authenticate([otherKey], configured).verify(post(headers, 'CallSid=CA1'), 0).genuine).toBe(false);
  });

  it('of a queue are told from a status callback, in any order', () => {
    const call = { CallSid: 'sw-8', Direction: 'inbound', From: '+14155550123', CallStatus: 'completed' };
    const reader = signalwire.reader({});
    const events = [
      formDelivery({ ...call, CallDuration: '75' }),
      formDelivery({ ...call, QueueResult: 'hangup', QueueSid: 'q', QueueTime: '60' }),
    ];
    expect(new Set(events.map((event) => reader.identify(event).eventId)).size).toBe(2);
    expectSameInAnyOrder(reader, events);
    expect([...foldedCalls(reader, events)]).toMatchObject([['sw-8', { outcome: 'missed' }]]);
  });

  it('of RELAY that tell no state are told from each other', () => {
    const reader = signalwire.reader({});
    const event = (connect_state: string) =>
      jsonDelivery({ event_type: 'calling.call.connect', params: { call_id: 'c', connect_state } });
    const ids = ['connecting', 'connected', 'failed', 'failed'].map(
      (state) => reader.identify(event(state)).eventId,
    );
    expect(new Set(ids).size).toBe(3);
  });
});
