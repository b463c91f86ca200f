import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { justcall } from '../../../electron/engine/providers/justcall/index.ts';
import {
  expectReadsAnything,
  expectRefusesAnything,
  expectSameInAnyOrder,
  foldedCalls,
  jsonDelivery,
} from '../../support/provider-properties.ts';

/** The example of developer.justcall.io/docs/dynamic-webhook-signatures. */
const published = {
  secret: 'ea39089c40790e9dc7a080ec95e849b8fa0fa5fb',
  url: 'https://webhook.site/3bcea770-370a-4b09-8b66-426f687e08a4',
  type: 'call.completed',
  timestamp: '2024-03-21 17:08:22',
  signature: '56761bae5b27a784a3ddd2af828bc5def7176bc0a8650199b04c737bd39bbecf',
};
const at = Date.UTC(2024, 2, 21, 17, 8, 22);

const authenticate = (secrets = [published.secret], publicUrl: string | undefined = published.url) =>
  justcall.authenticator({ secrets, publicUrl, options: {} });
const request = (
  content: unknown = { type: published.type },
  more: Record<string, string> = {},
  query = '',
) => ({
  method: 'POST',
  query,
  headers: {
    'x-justcall-signature': published.signature,
    'x-justcall-signature-version': 'v1',
    'x-justcall-request-timestamp': published.timestamp,
    ...more,
  },
  body: Buffer.from(JSON.stringify(content)),
});

describe('justcall signatures', () => {
  it('agree with the published example', () => {
    expect(authenticate().verify(request(), at)).toEqual({ genuine: true, secretIndex: 0 });
    expect(authenticate(['next', published.secret]).verify(request(), at)).toEqual({
      genuine: true,
      secretIndex: 1,
    });
    expect(authenticate([published.secret], `${published.url}?x=1`).verify(request(), at).genuine).toBe(true);
  });

  it('are over the configured address with the query of the request, never the address in the body', () => {
    const refused = [
      authenticate([published.secret], 'https://other.example/hooks/j').verify(
        request({ type: published.type, webhook_url: published.url }),
        at,
      ),
      authenticate().verify(request(undefined, {}, 'x=1'), at),
      authenticate().verify(request({ type: 'call.missed' }), at),
      authenticate().verify(request({ type: 1 }), at),
      authenticate().verify(request([]), at),
      authenticate(['another']).verify(request(), at),
      authenticate().verify(request(undefined, { 'x-justcall-signature-version': 'v2' }), at),
    ];
    expect(refused.map(({ genuine }) => genuine)).toEqual(refused.map(() => false));
    const timestamp = published.timestamp;
    const url = 'https://relay.example.com/hooks/j?x=a b&y=ä';
    const mac = createHmac('sha256', 's')
      .update(`s|${encodeURIComponent(url)}|t|${timestamp}`)
      .digest('hex');
    const signed = request({ type: 't' }, { 'x-justcall-signature': mac }, 'x=a b&y=ä');
    expect(authenticate(['s'], 'https://relay.example.com/hooks/j').verify(signed, at).genuine).toBe(true);
  });

  it('are refused when they are old where a tolerance is set, and only there: the zone of their time is not told', () => {
    const genuine = (toleranceSeconds?: number) =>
      [299, -299, 301, -301, 14 * 3600].map((s) => {
        const options = { toleranceSeconds };
        const { verify } = justcall.authenticator({
          secrets: [published.secret],
          publicUrl: published.url,
          options,
        });
        return verify(request(), at + s * 1000).genuine;
      });
    expect(genuine(300)).toEqual([true, true, false, false, false]);
    expect(genuine()).toEqual([true, true, true, true, true]);
  });

  it('refuse whatever a stranger sends, and what is not configured', () => {
    expect(() => authenticate([])).toThrow(/API secret/);
    expect(() => justcall.authenticator({ secrets: ['s'], publicUrl: undefined, options: {} })).toThrow(
      /address/,
    );
    expectRefusesAnything(authenticate(), {
      'x-justcall-signature': fc.stringMatching(/^[0-9a-f]{64}$/),
      'x-justcall-request-timestamp': fc.constantFrom('1970-01-01 00:00:00', '0'),
    });
  });

  it('let a new address be tried with nothing in it', () => {
    const probe = (body: string, headers = {}) =>
      authenticate().handshake?.({ method: 'POST', query: '', headers, body: Buffer.from(body) });
    expect(probe('')).toMatchObject({ status: 200 });
    expect(probe('{}')).toMatchObject({ status: 200 });
    expect(probe('{"type":"call.missed"}')).toBeNull();
    expect(probe('{}', { 'x-justcall-signature': 'a' })).toBeNull();
  });
});

describe('justcall calls', () => {
  const reader = justcall.reader({});
  const event = (type: string, result?: string, more: object = {}) =>
    jsonDelivery({
      request_id: `${type}${result}`,
      type,
      data: {
        id: 178632101,
        contact_number: '14155550123',
        contact_name: 'Dana',
        justcall_number: '14155550199',
        call_info: { direction: 'Incoming', type: result, recording: 'https://justcall.example/r.mp3' },
        call_duration: { total_duration: 20, conversation_time: 0 },
        ...more,
      },
    });
  const outcome = (deliveries: ReturnType<typeof event>[]) =>
    foldedCalls(reader, deliveries).get('178632101')?.outcome;

  it('missed, answered and with a message are told apart, in any order', () => {
    expect(foldedCalls(reader, [event('call.missed', 'missed')]).get('178632101')).toMatchObject({
      outcome: 'missed',
      from: '+14155550123',
      to: '+14155550199',
      callerName: 'Dana',
      startedAt: null,
    });
    expect(outcome([event('call.voicemail', 'voicemail')])).toBe('voicemail');
    expect(outcome([event('call.completed', 'answered')])).toBe('answered');
    expect(outcome([event('call.completed', 'unanswered')])).toBe('missed');
    expect(outcome([event('call.updated', 'missed'), event('call.answered')])).toBe('answered');
    expect(outcome([event('call.incoming')])).toBe('ringing');
    const deliveries = [
      event('call.incoming'),
      event('call.voicemail', 'voicemail'),
      event('call.updated', 'voicemail'),
    ];
    expect(outcome(deliveries)).toBe('voicemail');
    expectSameInAnyOrder(reader, deliveries);
  });

  it('called out are not missed', () => {
    const out = { call_info: { direction: 'Outgoing', type: 'unanswered' } };
    expect(outcome([event('call.initiated', undefined, out), event('call.completed', undefined, out)])).toBe(
      'other',
    );
    expect(reader.read(event('call.completed', undefined, out))[0]).toMatchObject({
      from: '+14155550199',
      to: '+14155550123',
    });
  });

  it('come from whatever is readable', () => {
    expect(reader.read(event('sms.received'))).toEqual([]);
    expectReadsAnything(reader, ['request_id', 'type', 'data', 'call_info', 'call_duration', 'id']);
  });
});
