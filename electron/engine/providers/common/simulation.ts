/** What simulators have in common: spellings of values, and signatures made apart from the code that verifies them. */
import { createHmac, type KeyObject, randomInt, sign } from 'node:crypto';
import {
  type SignedBody,
  type SimulatedSource,
  SimulatorError,
  type VendorEvent,
} from '../contract/simulator.ts';

type Encoding = 'hex' | 'base64' | 'base64url';

/** A keyed hash (RFC 2104) of text. */
export const hmacOf = (
  algorithm: 'sha1' | 'sha256' | 'sha512',
  key: string | Buffer,
  text: string,
  encoding: Encoding,
): string => createHmac(algorithm, key).update(text).digest(encoding);

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

/** A JSON Web Token. @param claims JSON text, so that integers above 2^53 can be in it. */
export function jwtOf(algorithm: 'HS256' | 'HS512', secret: string, claims: string): string {
  const signed = `${base64url(JSON.stringify({ alg: algorithm, typ: 'JWT' }))}.${base64url(claims)}`;
  return `${signed}.${hmacOf(algorithm === 'HS256' ? 'sha256' : 'sha512', secret, signed, 'base64url')}`;
}

/** An Ed25519 signature in base64. @throws SimulatorError without a private key. */
export function ed25519Of(source: SimulatedSource, text: string): string {
  return sign(null, Buffer.from(text), privateKeyOf(source)).toString('base64');
}

function privateKeyOf({ privateKey, provider }: SimulatedSource): KeyObject {
  if (privateKey === null)
    throw new SimulatorError(
      'cannot-sign',
      `${provider} signs with a private key that only the vendor has; the public key of this source cannot sign. The command line takes a key pair of your own: --private-key <file.pem>.`,
    );
  return privateKey;
}

export const iso = (at: number): string => new Date(at).toISOString();

export const unixSeconds = (at: number): number => Math.floor(at / 1000);

export const secondsBetween = (from: number, to: number): number => Math.round((to - from) / 1000);

/** E.164 without the plus sign. */
export const bare = (number: string): string => number.slice(1);

/** A decimal above 2^53, as text: no double holds it. */
export const longDecimal = (): string =>
  `${randomInt(1, 9)}${Array.from({ length: 18 }, () => randomInt(0, 10)).join('')}`;

/** `application/x-www-form-urlencoded` */
export const formOf = (fields: Readonly<Record<string, string>>): string =>
  new URLSearchParams(fields).toString();

/** The public URL without its fragment, as vendors sign it. */
export const addressOf = (publicUrl: string): string => publicUrl.split('#', 1)[0] ?? '';

/** A message of Standard Webhooks: `v1` with a secret, `v1a` where the source has a public key. */
export function signStandardWebhook(
  { body }: Pick<VendorEvent, 'body'>,
  messageId: string,
  source: SimulatedSource,
  now: number,
): SignedBody {
  const timestamp = String(unixSeconds(now));
  const signed = `${messageId}.${timestamp}.${body}`;
  const signature = source.secret.startsWith('whpk_')
    ? `v1a,${ed25519Of(source, signed)}`
    : `v1,${hmacOf('sha256', Buffer.from(source.secret.replace(/^whsec_/, ''), 'base64'), signed, 'base64')}`;
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': messageId,
      'webhook-timestamp': timestamp,
      'webhook-signature': signature,
    },
  };
}
