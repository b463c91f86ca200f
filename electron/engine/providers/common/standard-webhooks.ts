/**
 * Standard Webhooks (github standard-webhooks/standard-webhooks, spec/standard-webhooks.md): `webhook-id`,
 * `webhook-timestamp`, `webhook-signature`; Svix sends the same under `svix-*` names.
 * `v1` is HMAC-SHA256 with a base64 key after `whsec_`, `v1a` Ed25519 with a base64 public key after `whpk_`.
 */
import { createPublicKey, type KeyObject, verify as verifyEd25519 } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { decodeSignature, equalBytes } from '../../signatures/compare.ts';
import { macOf } from '../../signatures/hmac.ts';
import { refuse } from '../../signatures/refusal.ts';
import { parseTimestamp, refuseTime } from '../../signatures/timestamp.ts';
import { header } from '../../signatures/unverified-request.ts';
import { type Authenticator, type ProviderSource, SourceError } from '../contract/provider.ts';

type Key = { version: 'v1'; secret: Buffer } | { version: 'v1a'; publicKey: KeyObject };

/** The three headers of a message, under whichever of the two families of names they came. */
export interface MessageHeaders {
  id: string;
  timestamp: string;
  signature: string | undefined;
}

export function messageHeaders(
  headers: IncomingHttpHeaders | Readonly<Record<string, string>>,
): MessageHeaders | null {
  for (const family of ['webhook', 'svix']) {
    const id = header(headers, `${family}-id`);
    const timestamp = header(headers, `${family}-timestamp`);
    if (id && timestamp) return { id, timestamp, signature: header(headers, `${family}-signature`) };
  }
  return null;
}

/**
 * A sender has one signature a key, and two keys while it rotates them; the specification names no greatest number. Those of
 * v1 cost nothing but a comparison, as the hash is made once a key, and the listener takes headers of 32 KiB at most. Of v1a
 * each is a verification of its own, which for a large message is mostly hashing it.
 */
const maxVerifications = (bytes: number): number => (bytes <= 64 * 1024 ? 16 : 4);

/** @throws SourceError when there is no secret or one is not base64. */
export function standardWebhooksAuthenticator({
  secrets,
  options,
}: ProviderSource<{ toleranceSeconds: number }>): Authenticator {
  if (secrets.length === 0)
    throw new SourceError(
      'missing',
      'secrets',
      'expected the signing secret (whsec_...) or public key (whpk_...)',
    );
  const keys = secrets.map(readKey);
  return {
    verify({ headers, body }, now) {
      const message = messageHeaders(headers);
      if (!message?.signature)
        return refuse(
          'missing-proof',
          'no signature: headers webhook-id, webhook-timestamp and webhook-signature are needed',
        );
      const at = /^\d+$/.test(message.timestamp) ? parseTimestamp(message.timestamp) : null;
      const refused = refuseTime(at, 'timestamp is not in Unix seconds', now, options.toleranceSeconds);
      if (refused) return refused;
      const prefix = `${message.id}.${message.timestamp}.`;
      const claims = message.signature.split(' ').map(readClaim);
      const secretIndex = keys.findIndex((key) => isSigned(key, prefix, body, claims));
      return secretIndex >= 0
        ? { genuine: true, secretIndex }
        : refuse('mismatch', 'signature does not match');
    },
  };
}

interface SignatureClaim {
  version: string;
  signature: Buffer | null;
}

/** `v1,<base64>` */
function readClaim(text: string): SignatureClaim {
  const comma = text.indexOf(',');
  return { version: text.slice(0, comma), signature: decodeSignature(text.slice(comma + 1), 'base64') };
}

/** The hash of the body is made once a key, however many signatures a stranger claims. */
function isSigned(key: Key, prefix: string, body: Buffer, claims: readonly SignatureClaim[]): boolean {
  const claimed = claims.flatMap(({ version, signature }) =>
    version === key.version && signature ? [signature] : [],
  );
  if (claimed.length === 0) return false;
  if (key.version === 'v1') {
    const expected = macOf('sha256', key.secret, prefix, body);
    return claimed.some((one) => equalBytes(one, expected));
  }
  const signed = Buffer.concat([Buffer.from(prefix), body]);
  return claimed
    .filter((one) => one.length === 64)
    .slice(0, maxVerifications(body.length))
    .some((one) => verifyEd25519(null, signed, key.publicKey, one));
}

function readKey(text: string, index: number): Key {
  const path = `secrets[${index}]`;
  const isPublic = text.startsWith('whpk_');
  const bytes = decodeSignature(text.replace(/^wh(sec|pk)_/, ''), 'base64');
  if (!bytes || bytes.length === 0)
    throw new SourceError(
      'unexpected',
      path,
      'expected base64, with whsec_ (secret) or whpk_ (public key) before it',
    );
  if (!isPublic) return { version: 'v1', secret: bytes };
  if (bytes.length !== 32)
    throw new SourceError('unexpected', path, 'expected a public key of 32 bytes after whpk_');
  const publicKey = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') },
    format: 'jwk',
  });
  return { version: 'v1a', publicKey };
}
