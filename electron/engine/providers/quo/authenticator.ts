/**
 * Two schemes at once, by how the webhook was created. New: Standard Webhooks with a `whsec_` key
 * (quo.com/docs/2026-03-30/webhooks-overview). Old: `openphone-signature: hmac;1;<time>;<base64>`, several separated by
 * commas, HMAC-SHA256 of `<time>.<body>` with the key that base64 stands for (support.quo.com, "How to use webhooks").
 * The old time's unit, milliseconds, is inferred from the vendor's example; its tolerance is unconfirmed, 300 s are allowed.
 */
import { decodeSignature, equalBytes } from '../../signatures/compare.ts';
import { macOf } from '../../signatures/hmac.ts';
import { refuse } from '../../signatures/refusal.ts';
import { defaultToleranceSeconds, parseTimestamp, refuseTime } from '../../signatures/timestamp.ts';
import { header } from '../../signatures/unverified-request.ts';
import { requireSecrets } from '../common/source-requirements.ts';
import { standardWebhooksAuthenticator } from '../common/standard-webhooks.ts';
import {
  type Authenticator,
  type HookRequest,
  type ProviderSource,
  SourceError,
  type Verdict,
} from '../contract/provider.ts';

export const legacyHeader = 'openphone-signature';

/** @throws SourceError when there is no secret or one is not base64. */
export function quoAuthenticator({ secrets, publicUrl }: ProviderSource<unknown>): Authenticator {
  requireSecrets(secrets, "the webhook's signing secret");
  secrets.forEach((secret, index) => {
    if (secret.startsWith('whpk_'))
      throw new SourceError(
        'unexpected',
        `secrets[${index}]`,
        'expected a signing secret; Quo has no public keys',
      );
  });
  const standard = standardWebhooksAuthenticator({
    secrets,
    publicUrl,
    options: { toleranceSeconds: defaultToleranceSeconds },
  });
  // A key with whsec_ was never one of the old scheme.
  const legacyKeys = secrets.map((secret) =>
    secret.startsWith('whsec_') ? null : decodeSignature(secret, 'base64'),
  );
  return {
    verify(request, now) {
      return request.headers[legacyHeader] === undefined
        ? standard.verify(request, now)
        : verifyLegacy(request, now, legacyKeys);
    },
  };
}

function verifyLegacy(
  { headers, body }: HookRequest,
  now: number,
  keys: readonly (Buffer | null)[],
): Verdict {
  const value = header(headers, legacyHeader);
  if (value === undefined) return refuse('malformed-proof', `header ${legacyHeader} was sent more than once`);
  let refusal = refuse('mismatch', 'signature does not match');
  // One, or two while a key is exchanged; each costs a hash of the body.
  for (const part of value.split(',', 4)) {
    const [scheme, version, timestamp = '', signature = '', ...rest] = part.trim().split(';');
    if (scheme !== 'hmac' || version !== '1' || rest.length > 0 || !/^\d{12,14}$/.test(timestamp)) {
      refusal = refuse('malformed-proof', 'signature is not of the form hmac;1;<milliseconds>;<base64>');
      continue;
    }
    const claimed = decodeSignature(signature, 'base64');
    const refused = refuseTime(
      parseTimestamp(timestamp),
      'timestamp is not a time',
      now,
      defaultToleranceSeconds,
    );
    if (claimed === null || refused) {
      refusal = refused ?? refuse('malformed-proof', 'signature is not base64');
      continue;
    }
    const secretIndex = keys.findIndex(
      (key) => key !== null && equalBytes(claimed, macOf('sha256', key, `${timestamp}.`, body)),
    );
    if (secretIndex >= 0) return { genuine: true, secretIndex };
  }
  return refusal;
}
