/**
 * `Authorization: Bearer <JWT>`, HS256 with the account's signature secret as text; its claim `payload_hash` is the SHA-256
 * of the body in hexadecimal (github Nexmo/nexmo-developer _documentation/en/messages/concepts/signed-webhooks.md;
 * developer.vonage.com/en/getting-started/concepts/webhooks#decoding-signed-webhooks).
 *
 * A GET is covered by the hash of its parameters as a JSON object in the order of sending (api.support.vonage.com, article
 * 19033783342876). That no claim but these is asked for, and how old `iat` may be, is our choice: Vonage sets no rule.
 */
import { createHash } from 'node:crypto';
import { MalformedDelivery } from '../../events/delivery.ts';
import { isObject, type JsonObject, own, parseJson } from '../../events/json.ts';
import { refuseClaims } from '../../signatures/claims.ts';
import { decodeSignature, equalBytes } from '../../signatures/compare.ts';
import { verifyJws } from '../../signatures/jws.ts';
import { refuse } from '../../signatures/refusal.ts';
import { defaultToleranceSeconds } from '../../signatures/timestamp.ts';
import { header } from '../../signatures/unverified-request.ts';
import { requireSecrets } from '../common/source-requirements.ts';
import type { Authenticator, HookRequest, ProviderSource } from '../contract/provider.ts';

/** @throws SourceError without a signature secret. */
export function vonageAuthenticator({ secrets }: ProviderSource<unknown>): Authenticator {
  requireSecrets(secrets, "the account's signature secret");
  return {
    verify(request, now) {
      const token = /^Bearer +(\S+)$/i.exec(header(request.headers, 'authorization') ?? '')?.[1];
      if (token === undefined)
        return refuse('missing-proof', 'no signature: header Authorization carries no Bearer token');
      const verified = verifyJws(token, 'HS256', secrets);
      if (!verified.genuine) return verified;
      const claims = claimsOf(verified.payload);
      if (claims === null || own(claims, 'iat') === undefined)
        return refuse('malformed-proof', 'the token has no time (iat)');
      const refused = refuseClaims(claims, now, defaultToleranceSeconds);
      if (refused) return refused;
      if (!payloadFits(own(claims, 'payload_hash'), request))
        return refuse('body-mismatch', 'payload_hash in the token does not fit the body');
      return { genuine: true, secretIndex: verified.secretIndex };
    },
  };
}

function claimsOf(payload: Buffer): JsonObject | null {
  try {
    const claims = parseJson(payload);
    return isObject(claims) ? claims : null;
  } catch (error) {
    if (error instanceof MalformedDelivery) return null;
    throw error;
  }
}

function payloadFits(hash: unknown, { method, query, body }: HookRequest): boolean {
  const claimed = typeof hash === 'string' ? decodeSignature(hash, 'hex') : null;
  // A POST is covered by its body, and the reader takes the query where there is none.
  if (claimed === null || (method === 'GET') === body.length > 0) return false;
  const payload = method === 'GET' ? JSON.stringify(Object.fromEntries(new URLSearchParams(query))) : body;
  return equalBytes(claimed, createHash('sha256').update(payload).digest());
}
