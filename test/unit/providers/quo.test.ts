import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { describe, expect, it } from 'vitest';
import { quo } from '../../../electron/engine/providers/quo/index.ts';
import {
  expectReadsAnything,
  expectRefusesAnything,
  expectSameInAnyOrder,
  foldedCalls,
  jsonDelivery,
} from '../../support/provider-properties.ts';

const now = Date.UTC(2026, 7, 17, 18);
/** The example key of the vendor's documentation of the older webhooks. */
const legacyKey = 'R2ZLM2o0bFhBNVpyUnU2NG9mYXQ1MHNyR3pvSUhIVVg=';
const newKey = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

const authenticate = (...secrets: string[]) =>
  quo.authenticator({ secrets, publicUrl: undefined, options: {} });
const request = (body: string, headers: Record<string, string>) => ({
  method: 'POST',
  query: '',
  headers,
  body: Buffer.from(body),
});
const standard = (body: string, sign: (id: string, at: Date, body: string) => string, at = now) =>
  request(body, {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': sign('msg_1', new Date(at), body),
  });
/** As the vendor's Python sample does it: support.quo.com, "How to use webhooks". */
const legacySignature = (body: string, { at = now, key = legacyKey } = {}) => {
  const mac = createHmac('sha256', Buffer.from(key, 'base64')).update(`${at}.${body}`).digest('base64');
  return `hmac;1;${at};${mac}`;
};
const legacy = (body: string, signature = legacySignature(body)) =>
  request(body, { 'openphone-signature': signature });

describe('quo signatures', () => {
  it('of the new webhooks are those of the SDKs that Quo recommends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (body) => {
        const svix = new SvixWebhook(newKey);
        const webhook = new StandardWebhook(newKey);
        for (const sign of [svix.sign.bind(svix), webhook.sign.bind(webhook)]) {
          const sent = standard(body, sign);
          expect(authenticate(newKey).verify(sent, now)).toEqual({ genuine: true, secretIndex: 0 });
          expect(authenticate(newKey).verify({ ...sent, body: Buffer.from(`${body} `) }, now).genuine).toBe(
            false,
          );
        }
      }),
    );
  });

  it('of both schemes are taken beside each other, each with its own key', () => {
    const svix = new SvixWebhook(newKey);
    const both = authenticate(legacyKey, newKey);
    expect(both.verify(standard('{}', svix.sign.bind(svix)), now)).toEqual({ genuine: true, secretIndex: 1 });
    expect(both.verify(legacy('{}'), now)).toEqual({ genuine: true, secretIndex: 0 });
    expect(
      authenticate(newKey).verify(legacy('{}', legacySignature('{}', { key: newKey.slice(6) })), now).genuine,
    ).toBe(false);
  });

  it('of the older webhooks match the recorded ones, and may be several', () => {
    for (const name of ['legacy-call-completed-missed', 'legacy-call-recording-completed']) {
      const file = (end: string) =>
        readFileSync(new URL(`../../fixtures/providers/quo/${name}${end}`, import.meta.url), 'utf8');
      const { headers, verifyAt } = JSON.parse(file('.meta.json')) as {
        headers: Record<string, string>;
        verifyAt: string;
      };
      expect(
        authenticate(legacyKey).verify(request(file('.json'), headers), Date.parse(verifyAt)).genuine,
      ).toBe(true);
    }
    const several = `hmac;1;${now};${'A'.repeat(43)}=,hmac;2;x;y, ${legacySignature('{}')}`;
    expect(authenticate(legacyKey).verify(legacy('{}', several), now).genuine).toBe(true);
  });

  it('of bytes above 0x7F keys are computed over the key itself', () => {
    const key = Buffer.from([0xff, 0x80, 0xc3, 0x28, 0xe2, 0x82]).toString('base64');
    expect(authenticate(key).verify(legacy('{}', legacySignature('{}', { key })), now).genuine).toBe(true);
  });

  it('are refused when they are old', () => {
    const svix = new SvixWebhook(newKey);
    for (const [sent, key] of [
      [standard('{}', svix.sign.bind(svix)), newKey],
      [legacy('{}'), legacyKey],
    ] as const)
      expect(
        [299, -299, 301, -301].map((s) => authenticate(key).verify(sent, now + s * 1000).genuine),
      ).toEqual([true, true, false, false]);
  });

  it('refuse whatever a stranger sends', () => {
    expect(() => authenticate()).toThrow(/signing secret/);
    expect(() => authenticate('whpk_AAAA')).toThrow(/public keys/);
    expectRefusesAnything(authenticate(legacyKey, newKey), {
      'openphone-signature': fc.constantFrom(
        'hmac;1;000000000000;AAAA',
        'hmac;1;;',
        ';;;,;;;',
        'hmac;1;000000000000;',
      ),
      'webhook-id': fc.constant('msg_1'),
      'webhook-timestamp': fc.constant('0'),
      'webhook-signature': fc.constant(`v1,${'A'.repeat(43)}=`),
    });
  });
});

describe('quo calls', () => {
  const reader = quo.reader({});
  const context = { participants: { external: ['+14155550123'], workspace: ['+14155550199'] } };
  const event = (type: string, resource: object) =>
    jsonDelivery({
      id: `EV_${type}`,
      type,
      createdAt: '2026-08-17T18:00:00.000Z',
      data: { resource, context },
    });
  const createdAt = '2026-08-17T17:59:30.000Z';
  const outcome = (deliveries: ReturnType<typeof event>[]) =>
    foldedCalls(reader, deliveries).get('AC1')?.outcome;

  it('missed have only their ID, and the numbers beside it', () => {
    const missed = event('call.missed', { id: 'AC1', createdAt, updatedAt: createdAt });
    expect(foldedCalls(reader, [missed]).get('AC1')).toMatchObject({
      outcome: 'missed',
      direction: 'inbound',
      from: '+14155550123',
      to: '+14155550199',
    });
  });

  it('and their message, recording and transcript are one card', () => {
    const deliveries = [
      event('call.ringing', { id: 'AC1', direction: 'incoming', createdAt }),
      event('call.missed', { id: 'AC1', createdAt }),
      event('call.completed', {
        id: 'AC1',
        direction: 'incoming',
        createdAt,
        answeredAt: null,
        hasVoicemail: true,
      }),
      event('call.voicemail.completed', {
        id: 'AC9',
        callId: 'AC1',
        direction: 'incoming',
        duration: 12,
        recordingUrl: 'https://quo.example/v.mp3',
        transcript: 'Please call back.',
      }),
      event('call.transcript.completed', { callId: 'AC1', dialogue: [] }),
    ];
    expect([...foldedCalls(reader, deliveries)]).toMatchObject([
      [
        'AC1',
        {
          outcome: 'voicemail',
          voicemail: { recordingUrl: 'https://quo.example/v.mp3', transcript: 'Please call back.' },
        },
      ],
    ]);
    expectSameInAnyOrder(reader, deliveries);
  });

  it('answered are told from calls that went out', () => {
    const answered = { id: 'AC1', createdAt, answeredAt: createdAt };
    const inbound = event('call.answered', { ...answered, direction: 'incoming', answeredByUserId: 'US1' });
    const completed = event('call.completed', { ...answered, direction: 'incoming', duration: 30 });
    expect(outcome([event('call.missed', { id: 'AC1' }), inbound, completed])).toBe('answered');
    expect(outcome([event('call.completed', { id: 'AC1', direction: 'incoming', createdAt })])).toBe(
      'missed',
    );
    expect(outcome([event('call.completed', { id: 'AC1', direction: 'outgoing', createdAt })])).toBe('other');
    expectSameInAnyOrder(reader, [inbound, completed]);
  });

  it('of the older API are "completed" in every case: the answer and the message tell', () => {
    const old = (object: object) =>
      jsonDelivery({
        id: 'EV1',
        type: 'call.completed',
        data: {
          object: { object: 'call', id: 'AC1', direction: 'incoming', status: 'completed', ...object },
        },
      });
    const voicemail = { url: 'https://quo.example/v.mp3', duration: 7, type: 'audio/mpeg' };
    expect(outcome([old({ answeredAt: null, voicemail: null })])).toBe('missed');
    expect(outcome([old({ answeredAt: null, voicemail })])).toBe('voicemail');
    expect(outcome([old({ answeredAt: createdAt, voicemail: null })])).toBe('answered');
    expect(outcome([old({ direction: 'outgoing', answeredAt: null, voicemail: null })])).toBe('other');
  });

  it('are known by the delivery ID of the new API, and the event ID of the old one', () => {
    const delivered = event('call.missed', { id: 'AC1' });
    const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': '0' };
    expect(reader.identify({ ...delivered, headers }).eventId).toBe('msg_1');
    expect(reader.identify(delivered).eventId).toBe('EV_call.missed');
    expectReadsAnything(reader, [
      'id',
      'type',
      'data',
      'resource',
      'object',
      'context',
      'createdAt',
      'voicemail',
    ]);
  });
});
