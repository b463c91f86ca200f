/**
 * `telnyx-signature-ed25519` over `<telnyx-timestamp>|<body>`, with the account's public key (github team-telnyx/telnyx-node
 * src/lib/webhooks.ts). The timestamp is in Unix seconds and at most 300 s off, as in that SDK.
 */
import { createPublicKey, type KeyObject, verify as verifyEd25519 } from 'node:crypto';
import { decodeSignature } from '../../signatures/compare.ts';
import { refuse } from '../../signatures/refusal.ts';
import { defaultToleranceSeconds, parseTimestamp, refuseTime } from '../../signatures/timestamp.ts';
import { header } from '../../signatures/unverified-request.ts';
import { requireSecrets } from '../common/source-requirements.ts';
import { type Authenticator, type ProviderSource, SourceError } from '../contract/provider.ts';

/** @throws SourceError when there is no public key or one is not 32 bytes in base64. */
export function telnyxAuthenticator({ secrets }: ProviderSource<unknown>): Authenticator {
  requireSecrets(secrets, "the account's public key");
  const keys = secrets.map(readPublicKey);
  return {
    verify({ headers, body }, now) {
      const value = header(headers, 'telnyx-signature-ed25519');
      const timestamp = header(headers, 'telnyx-timestamp');
      if (value === undefined || timestamp === undefined)
        return refuse(
          'missing-proof',
          'no signature: headers telnyx-signature-ed25519 and telnyx-timestamp are needed (webhook API version 2)',
        );
      const at = /^\d{1,11}$/.test(timestamp) ? parseTimestamp(timestamp) : null;
      const refused = refuseTime(at, 'timestamp is not in Unix seconds', now, defaultToleranceSeconds);
      if (refused) return refused;
      const signature = decodeSignature(value, 'base64');
      if (signature?.length !== 64)
        return refuse('malformed-proof', 'signature is not a base64 Ed25519 signature');
      const signed = Buffer.concat([Buffer.from(`${timestamp}|`), body]);
      const secretIndex = keys.findIndex((key) => verifyEd25519(null, signed, key, signature));
      return secretIndex < 0
        ? refuse('mismatch', 'signature does not match')
        : { genuine: true, secretIndex };
    },
  };
}

function readPublicKey(text: string, index: number): KeyObject {
  const bytes = decodeSignature(text.trim(), 'base64');
  if (bytes?.length !== 32)
    throw new SourceError(
      'unexpected',
      `secrets[${index}]`,
      'expected the public key from the Telnyx portal (32 bytes in base64), not an API key',
    );
  return createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') },
    format: 'jwk',
  });
}
