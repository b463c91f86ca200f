import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HookRequest } from '../../../electron/engine/providers/contract/provider.ts';
import { hmac } from '../../../electron/engine/providers/hmac/index.ts';

const now = Date.parse('2026-11-23T14:00:05.000Z');
const secret = "It's a Secret to Everybody";

const authenticator = (options: object, secrets = [secret]) =>
  hmac.authenticator({ secrets, publicUrl: undefined, options: hmac.description.options.parse(options) });
const request = (body: string, headers: Record<string, string>): HookRequest => ({
  method: 'POST',
  query: '',
  headers,
  body: Buffer.from(body),
});
const sign = (text: string, algorithm = 'sha256', encoding: 'hex' | 'base64' = 'hex', key = secret) =>
  createHmac(algorithm, key).update(text).digest(encoding);

describe('hmac', () => {
  it("verifies the example of GitHub's documentation", () => {
    const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
    const verify = (body: string) =>
      authenticator({ preset: 'github' }).verify(request(body, { 'x-hub-signature-256': signature }), now);
    expect(verify('Hello, World!')).toMatchObject({ genuine: true, secretIndex: 0 });
    expect(verify('Hello, World?')).toEqual({
      genuine: false,
      code: 'mismatch',
      reason: 'signature does not match',
    });
  });

  it('verifies the Stripe style under both header names, within the tolerance', () => {
    const body = '{"id":"evt_1"}';
    const header = (t: number) => `t=${t},v1=${'0'.repeat(64)},v1=${sign(`${t}.${body}`)}`;
    const verify = (name: string, t: number) =>
      authenticator({ preset: 'stripe' }).verify(request(body, { [name]: header(t) }), now).genuine;
    const t = now / 1000;
    expect([verify('stripe-signature', t), verify('x-signature', t)]).toEqual([true, true]);
    expect([verify('x-signature', t - 299), verify('x-signature', t + 299)]).toEqual([true, true]);
    expect([verify('x-signature', t - 301), verify('x-signature', t + 301)]).toEqual([false, false]);
  });

  it.each([
    ['sha1', 'hex', ''],
    ['sha512', 'base64', 'v1='],
  ] as const)(
    'takes %s in %s with the prefix "%s" in a header of one\'s own',
    (algorithm, encoding, prefix) => {
      const options = { header: 'X-Pbx-Signature', algorithm, encoding, prefix };
      const headers = { 'x-pbx-signature': prefix + sign('{}', algorithm, encoding) };
      expect(authenticator(options).verify(request('{}', headers), now).genuine).toBe(true);
      expect(authenticator(options).verify(request('{ }', headers), now).genuine).toBe(false);
    },
  );

  it('checks a timestamp header, whether or not the signature covers it, unless it is told which', () => {
    const t = String(now / 1000);
    const verify = (options: object, signed: string, time = t) =>
      authenticator({ timestampHeader: 'x-time', ...options }).verify(
        request('{}', { 'x-signature': sign(signed), 'x-time': time }),
        now,
      ).genuine;
    expect([verify({}, `${t}.{}`), verify({}, '{}')]).toEqual([true, true]);
    expect(verify({ signedContent: 'timestamp.body' }, '{}')).toBe(false);
    expect(verify({ signedContent: 'body' }, `${t}.{}`)).toBe(false);
    const old = String(now / 1000 - 301);
    expect(verify({}, `${old}.{}`, old)).toBe(false);
    expect(verify({ toleranceSeconds: 600 }, `${old}.{}`, old)).toBe(true);
    expect(verify({}, '.{}', '')).toBe(false);
  });

  it('tells which of two secrets proved it', () => {
    const both = authenticator({}, ['old secret', 'new secret']);
    const signedBy = (key: string) =>
      both.verify(request('{}', { 'x-signature': sign('{}', 'sha256', 'hex', key) }), now);
    expect(signedBy('old secret')).toMatchObject({ genuine: true, secretIndex: 0 });
    expect(signedBy('new secret')).toMatchObject({ genuine: true, secretIndex: 1 });
    expect(signedBy('other').genuine).toBe(false);
  });

  it('never takes or trips over what it cannot verify', () => {
    const subjects = [
      {},
      { preset: 'github' },
      { preset: 'stripe' },
      { encoding: 'base64', timestampHeader: 'x-time' },
    ].map((o) => authenticator(o));
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.uint8Array(),
        (signature, time, body) => {
          const headers = {
            'x-signature': signature,
            'stripe-signature': `t=${time},v1=${signature}`,
            'x-hub-signature-256': `sha256=${signature}`,
            'x-time': time,
          };
          for (const subject of subjects)
            expect(
              subject.verify({ method: 'POST', query: '', headers, body: Buffer.from(body) }, now).genuine,
            ).toBe(false);
        },
      ),
    );
  });

  it('takes the ID of the body first, then of the header, then derives one that survives re-serialising', () => {
    const identify = (options: object, body: string, headers = {}) =>
      hmac.reader(hmac.description.options.parse(options)).identify({
        query: '',
        contentType: 'application/json',
        headers,
        body: Buffer.from(body),
        receivedAt: now,
      }).eventId;
    expect(identify({ preset: 'github' }, '{"id":"a"}', { 'x-github-delivery': 'b' })).toBe('a');
    expect(identify({ preset: 'github' }, '{}', { 'x-github-delivery': 'b' })).toBe('b');
    expect(identify({ eventIdPath: 'event.ids.1' }, '{"event":{"ids":["x","y"]}}')).toBe('y');
    expect(identify({}, '{"id":12345678901234567890}')).toBe('12345678901234567890');
    expect(identify({}, '{"a":1,"b":[{"c":2,"d":3}]}')).toBe(
      identify({}, ' {"b": [ {"d":3, "c":2} ], "a": 1}'),
    );
    expect(identify({}, '{"a":1}')).not.toBe(identify({}, '{"a":2}'));
  });
});
