import { CloudEvent, HTTP } from 'cloudevents';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedDelivery } from '../../../electron/engine/events/delivery.ts';
import { cloudevents } from '../../../electron/engine/providers/cloudevents/index.ts';
import {
  expectReadsAnything,
  expectRefusesAnything,
  expectSameInAnyOrder,
  foldedCalls,
  jsonDelivery,
} from '../../support/provider-properties.ts';

const token = 'access-token-of-the-tests';
const optionsOf = (options: object) => cloudevents.description.options.parse(options);
const authenticate = (secrets = [token], options: object = {}) =>
  cloudevents.authenticator({ secrets, publicUrl: undefined, options: optionsOf(options) });
const request = (headers: Record<string, string> = {}, query = '', method = 'POST') => ({
  method,
  query,
  headers,
  body: Buffer.from('{}'),
});

describe('cloudevents tokens', () => {
  it('are taken as a bearer token or from the query, from secrets or options', () => {
    const { verify } = authenticate(['next', token]);
    expect(verify(request({ authorization: `Bearer ${token}` }), 0)).toEqual({
      genuine: true,
      secretIndex: 1,
    });
    expect(verify(request({}, `a=b&access_token=${token}`), 0)).toEqual({ genuine: true, secretIndex: 1 });
    const byOption = authenticate([], { accessToken: token });
    expect(byOption.verify(request({ authorization: `bearer ${token}` }), 0).genuine).toBe(true);
  });

  it('are refused when they are missing, others, or shown twice', () => {
    const { verify } = authenticate();
    expect(verify(request(), 0)).toMatchObject({ genuine: false, headers: { 'www-authenticate': 'Bearer' } });
    expect(verify(request({ authorization: 'Bearer another' }), 0).genuine).toBe(false);
    expect(verify(request({ authorization: `Basic ${token}` }), 0).genuine).toBe(false);
    expect(verify(request({ authorization: `Bearer ${token}` }, `access_token=${token}`), 0).genuine).toBe(
      false,
    );
    expect(verify(request({}, `access_token=${token}&access_token=x`), 0).genuine).toBe(false);
    expectRefusesAnything(authenticate(), {
      authorization: fc.constantFrom('Bearer ', 'Bearer x', 'bearer'),
    });
  });

  it('are needed unless the options say otherwise', () => {
    expect(() => authenticate([])).toThrow(/unauthenticated/);
    expect(() => authenticate([token], { unauthenticated: true })).toThrow(/leave one/);
    expect(authenticate([], { unauthenticated: true }).verify(request(), 0).genuine).toBe(true);
  });
});

describe('cloudevents permission to send (OPTIONS)', () => {
  const ask = (headers: Record<string, string>, query = '') =>
    authenticate().handshake?.(request(headers, query, 'OPTIONS'));
  const origin = 'eventemitter.example.com';

  it('is given for the origin that asks, always with a rate', () => {
    expect(ask({ 'webhook-request-origin': origin })?.headers).toEqual({
      allow: 'POST',
      'webhook-allowed-origin': origin,
      'webhook-allowed-rate': '*',
    });
    const rate = (asked: string) =>
      ask({ 'webhook-request-origin': origin, 'webhook-request-rate': asked })?.headers?.[
        'webhook-allowed-rate'
      ];
    expect(['120', '0', '-1', 'many'].map(rate)).toEqual(['120', '*', '*', '*']);
  });

  it('is not given without an origin, nor with a wrong token, and is no event', () => {
    expect(ask({})).toBeNull();
    expect(ask({ 'webhook-request-origin': 'a b' })).toBeNull();
    expect(ask({ 'webhook-request-origin': origin, authorization: 'Bearer another' })).toBeNull();
    const open = authenticate([], { unauthenticated: true });
    expect(open.verify(request({}, '', 'OPTIONS'), 0).genuine).toBe(false);
    expect(open.handshake?.(request({ 'webhook-request-origin': origin }))).toBeNull();
  });
});

describe('cloudevents, sent by the official SDK', () => {
  const reader = cloudevents.reader(optionsOf({}));
  const data = { callId: 'c1', direction: 'inbound', from: '+14155550123', to: '+14155550199' };
  const event = new CloudEvent({ id: 'A1', source: '/phone/main', type: 'com.example.call.missed', data });

  const delivery = ({ headers, body }: ReturnType<typeof HTTP.binary>) => {
    const named = Object.entries(headers).map(
      ([name, value]) => [name.toLowerCase(), String(value)] as const,
    );
    const kept = new Set(cloudevents.keptHeaders(optionsOf({})));
    return {
      ...jsonDelivery({}),
      contentType: (Object.fromEntries(named)['content-type'] ?? '').split(';')[0] ?? null,
      headers: Object.fromEntries(named.filter(([name]) => kept.has(name))),
      body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    };
  };

  it('may carry the whole generic event as their data', () => {
    const send = (content: object) =>
      reader.read(delivery(HTTP.structured(event.cloneWith<object>({ data: content }))));
    const whole = { id: 'g1', type: 'call.missed', timestamp: '2026-11-23T14:00:01Z', data };
    expect(send(whole)).toMatchObject([{ providerCallId: 'c1', kind: 'missed', from: data.from }]);
    expect(send(data)).toMatchObject([{ providerCallId: 'c1', kind: 'missed', from: data.from }]);
  });

  it('say the same in the structured and in the binary mode', () => {
    const [structured, binary] = [HTTP.structured(event), HTTP.binary(event)].map(delivery);
    if (!structured || !binary) throw new Error('The SDK sent nothing');
    expect(reader.identify(structured)).toEqual({ eventId: '/phone/main A1', eventType: event.type });
    expect(reader.identify(binary)).toEqual(reader.identify(structured));
    expect(reader.read(binary)).toEqual(reader.read(structured));
    expect(foldedCalls(reader, [binary]).get('c1')).toMatchObject({ outcome: 'missed', from: data.from });
  });

  it('keep IDs with any character in the headers', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\x21-\x24\x26-\x7e]{1,20}$/), (id) => {
        const sent = delivery(HTTP.binary(event.cloneWith({ id })));
        if (!/^"|%/.test(id)) expect(reader.identify(sent).eventId).toBe(`/phone/main ${id}`);
      }),
    );
    const encoded = delivery(HTTP.binary(event));
    const headers = { ...encoded.headers, 'ce-id': 'Euro%20%E2%82%AC%20%F0%9F%98%80' };
    expect(reader.identify({ ...encoded, headers }).eventId).toBe('/phone/main Euro € 😀');
    expect(() => reader.identify({ ...encoded, headers: { ...headers, 'ce-id': '%C0%A0' } })).toThrow(
      MalformedDelivery,
    );
  });

  const batch = (...events: CloudEvent<unknown>[]) => ({
    ...jsonDelivery({}),
    contentType: 'application/cloudevents-batch+json',
    body: Buffer.from(JSON.stringify(events)),
  });
  const answered = event.cloneWith({
    id: 'A2',
    type: 'com.example.call.answered',
    data: { ...data, callId: 'c2' },
  });

  it('come in batches, known by their events', () => {
    const both = batch(event, answered);
    expect([...foldedCalls(reader, [both]).values()].map(({ outcome }) => outcome)).toEqual([
      'missed',
      'answered',
    ]);
    expect(reader.identify(batch(event)).eventId).toBe('/phone/main A1');
    expect(reader.identify(both).eventId).toBe(reader.identify(batch(event, answered)).eventId);
    expect(reader.identify(both).eventId).not.toBe(reader.identify(batch(answered, event)).eventId);
    expect(reader.read(batch())).toEqual([]);
    expectSameInAnyOrder(reader, [both, batch(answered), delivery(HTTP.binary(event))]);
  });

  it('carry data in base64 as well', () => {
    const { data: _data, ...rest } = event.toJSON();
    const encoded = { ...rest, data_base64: Buffer.from(JSON.stringify(data)).toString('base64') };
    const sent = { ...jsonDelivery(encoded), contentType: 'application/cloudevents+json' };
    expect(reader.read(sent)).toMatchObject([{ providerCallId: 'c1' }]);
  });

  it('are malformed without what the specification demands', () => {
    const structured = (content: object) => ({
      ...jsonDelivery(content),
      contentType: 'application/cloudevents+json',
    });
    const whole = { specversion: '1.0', id: '1', source: '/', type: 't' };
    expect(reader.read(structured(whole))).toEqual([]);
    for (const key of Object.keys(whole))
      expect(() => reader.read(structured({ ...whole, [key]: undefined }))).toThrow(MalformedDelivery);
    expect(() => reader.read(structured({ ...whole, specversion: '0.3' }))).toThrow(/1\.0/);
    expect(() =>
      reader.read({ ...structured({}), contentType: 'application/cloudevents-batch+json' }),
    ).toThrow(/list/);
    expectReadsAnything(reader, ['specversion', 'id', 'source', 'type', 'data', 'data_base64']);
  });

  it('are mapped where their data is of another form', () => {
    const mapped = cloudevents.reader(
      optionsOf({
        mapping: {
          callId: 'data.call.id',
          type: { path: 'type', values: { 'call.missed': ['com.example.lost'] } },
          from: 'data.call.caller',
        },
      }),
    );
    const lost = event.cloneWith({
      type: 'com.example.lost',
      data: { call: { id: 7, caller: '+14155550123' } },
    });
    expect(mapped.read(delivery(HTTP.structured(lost)))).toMatchObject([
      { providerCallId: '7', kind: 'missed', from: '+14155550123' },
    ]);
  });
});
