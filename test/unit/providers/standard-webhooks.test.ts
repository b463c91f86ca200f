import { generateKeyPairSync, sign as signBytes } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { describe, expect, it } from 'vitest';
import { standardWebhooks } from '../../../electron/engine/providers/standard-webhooks/index.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const at = new Date('2026-11-23T14:00:05.000Z');
const authenticate = (secrets = [secret]) =>
  standardWebhooks.authenticator({
    secrets,
    publicUrl: undefined,
    options: standardWebhooks.description.options.parse({}),
  });
const verify = (body: string, headers: Record<string, string>, now = at.getTime(), secrets = [secret]) =>
  authenticate(secrets).verify({ method: 'POST', query: '', headers, body: Buffer.from(body) }, now);
const headers = (family: string, id: string, time: Date, signature: string) => ({
  [`${family}-id`]: id,
  [`${family}-timestamp`]: String(Math.floor(time.getTime() / 1000)),
  [`${family}-signature`]: signature,
});

describe('standard-webhooks, signed by the official SDKs', () => {
  it('verifies any message under both families of names', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^msg_[a-z0-9]{1,20}$/), (body, id) => {
        expect(verify(body, headers('webhook', id, at, new Webhook(secret).sign(id, at, body))).genuine).toBe(
          true,
        );
        expect(
          verify(body, headers('svix', id, at, new SvixWebhook(secret).sign(id, at, body))).genuine,
        ).toBe(true);
        expect(
          verify(`${body} `, headers('webhook', id, at, new Webhook(secret).sign(id, at, body))).genuine,
        ).toBe(false);
      }),
    );
  });

  it('refuses a message that is older or newer than five minutes', () => {
    const signed = headers('webhook', 'msg_1', at, new Webhook(secret).sign('msg_1', at, '{}'));
    expect([299, -299, 301, -301].map((s) => verify('{}', signed, at.getTime() + s * 1000).genuine)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('finds the right one among several signatures and two secrets', () => {
    const other = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
    const signature = `v1,${'A'.repeat(43)}= ${new Webhook(other).sign('msg_1', at, '{}')}`;
    expect(verify('{}', headers('webhook', 'msg_1', at, signature), at.getTime(), [secret, other])).toEqual({
      genuine: true,
      secretIndex: 1,
    });
  });

  it('verifies v1a signatures with a public key', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const whpk = `whpk_${Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')}`;
    const signature = signBytes(null, Buffer.from(`msg_1.${at.getTime() / 1000}.{}`), privateKey).toString(
      'base64',
    );
    expect(
      verify('{}', headers('webhook', 'msg_1', at, `v1a,${signature}`), at.getTime(), [whpk]).genuine,
    ).toBe(true);
    expect(
      verify('{ }', headers('webhook', 'msg_1', at, `v1a,${signature}`), at.getTime(), [whpk]).genuine,
    ).toBe(false);
    expect(
      verify('{}', headers('webhook', 'msg_1', at, `v1,${signature}`), at.getTime(), [whpk]).genuine,
    ).toBe(false);
  });

  it('finds the right one behind many others, and bounds the work that a stranger can ask for', () => {
    const others = (version: string, count: number, bytes: number) =>
      Array.from({ length: count }, (_, n) => `${version},${Buffer.alloc(bytes, n).toString('base64')}`);
    const right = new Webhook(secret).sign('msg_1', at, '{}');
    const signed = (list: readonly string[]) => headers('webhook', 'msg_1', at, list.join(' '));
    expect(verify('{}', signed([...others('v1', 200, 32), right])).genuine).toBe(true);
    expect(verify('{}', signed([...others('v1a', 100, 64), ...others('v2', 9, 32), right])).genuine).toBe(
      true,
    );

    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const whpk = `whpk_${Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')}`;
    const verifies = (body: string, before: readonly string[]) => {
      const content = Buffer.from(`msg_1.${at.getTime() / 1000}.${body}`);
      const own = `v1a,${signBytes(null, content, privateKey).toString('base64')}`;
      return verify(body, signed([...before, own]), at.getTime(), [whpk]).genuine;
    };
    const large = ' '.repeat(500_000);
    expect(verifies('{}', [...others('v1', 100, 32), ...others('v1a', 15, 64)])).toBe(true);
    expect(verifies('{}', others('v1a', 16, 64))).toBe(false);
    expect(verifies(large, others('v1a', 3, 64))).toBe(true);
    expect(verifies(large, others('v1a', 4, 64))).toBe(false);
  });

  it('says what is wrong with a secret', () => {
    expect(() => authenticate(['not base64!'])).toThrow(/base64/);
    expect(() => authenticate(['whpk_AAAA'])).toThrow(/32 bytes/);
    expect(() => authenticate([])).toThrow(/whsec_/);
  });
});
