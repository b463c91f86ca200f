/**
 * `X-Ringover-Webhook-Signature`: a JSON Web Token, HS512, keyed with the webhook key of the dashboard
 * (github ringover/ringover-webhooks-php src/Service/ValidationWebhookEvent.php). The vendor's SDK looks at the token only;
 * a token that did not belong to its body would prove nothing, so the body must be the event that the token holds. Its
 * claims are `url` and `payload` in observed traffic, or the event itself at the top level as documented
 * (developer.ringover.com, tag webhook): both as quoted by several independent consumers, unconfirmed by the vendor's code.
 *
 * `X-Ringover-Webhook-Signature-V3`, sent beside it: base64 HMAC-SHA256 of method, URL, body and
 * `X-Ringover-Request-Signature-V3-Timestamp` (Unix seconds), one after the other. From one consumer's notes on the vendor's
 * documentation, unconfirmed; taken where it fits, as only the key's holder can make it.
 *
 * The SDK's other mode, the bare key as `Authorization: Bearer`, is not taken. `ivr_response_code` events are not signed.
 */

import { MalformedDelivery } from '../../events/delivery.ts';
import { canonicalJson, isObject, own, parseJson } from '../../events/json.ts';
import { refuseClaims } from '../../signatures/claims.ts';
import { decodeSignature, equalBytes } from '../../signatures/compare.ts';
import { macOf } from '../../signatures/hmac.ts';
import { verifyJws } from '../../signatures/jws.ts';
import { requestedUrls } from '../../signatures/public-url.ts';
import { refuse } from '../../signatures/refusal.ts';
import { defaultToleranceSeconds, parseTimestamp, refuseTime } from '../../signatures/timestamp.ts';
import { header } from '../../signatures/unverified-request.ts';
import { authenticatorOrAcceptAll } from '../common/source-requirements.ts';
import type { Authenticator, HookRequest, ProviderSource, Verdict } from '../contract/provider.ts';

export interface RingoverOptions {
  unauthenticated: boolean;
}

/** @throws SourceError without a webhook key, unless the options allow it. */
export const ringoverAuthenticator = ({
  secrets,
  publicUrl,
  options,
}: ProviderSource<RingoverOptions>): Authenticator =>
  authenticatorOrAcceptAll(
    { hasSecret: secrets.length > 0, unauthenticated: options.unauthenticated },
    'expected the webhook key of the Ringover dashboard',
    () => ({
      verify(request, now) {
        const v3 = publicUrl === undefined ? null : verifyV3(request, now, secrets, publicUrl);
        if (v3?.genuine) return v3;
        const token = verifyToken(request, now, secrets, publicUrl);
        return !token.genuine && token.code === 'missing-proof' && v3 ? v3 : token;
      },
    }),
  );

function verifyToken(
  { headers, body, query }: HookRequest,
  now: number,
  secrets: readonly string[],
  publicUrl: string | undefined,
): Verdict {
  const text = header(headers, 'x-ringover-webhook-signature');
  if (text === undefined)
    return refuse('missing-proof', 'no signature: header X-Ringover-Webhook-Signature is missing');
  const token = verifyJws(text, 'HS512', secrets);
  if (!token.genuine) return token;
  const claims = jsonOf(token.payload);
  if (!isObject(claims)) return refuse('malformed-proof', 'the token holds no claims');
  const url = own(claims, 'url');
  if (
    typeof url === 'string' &&
    publicUrl !== undefined &&
    !isSameUrl(url, requestedUrls(publicUrl, query)[0])
  )
    return refuse(
      'wrong-audience',
      'the token is for another address; check that the public URL is exactly as entered at Ringover',
    );
  const refused = refuseClaims(claims, now, defaultToleranceSeconds);
  if (refused) return refused;
  const event = jsonOf(body);
  return isObject(event) && holds(claims, event)
    ? { genuine: true, secretIndex: token.secretIndex }
    : refuse('body-mismatch', 'the body is not the event that the token holds');
}

/** Whether the token speaks of this very event. Compared by content: the two are serialised apart from each other. */
function holds(claims: Readonly<Record<string, unknown>>, event: Readonly<Record<string, unknown>>): boolean {
  const payload = own(claims, 'payload');
  const signed = typeof payload === 'string' ? jsonOf(Buffer.from(payload)) : payload;
  const expected = canonicalJson(event);
  if (isObject(signed)) return expected !== null && canonicalJson(signed) === expected;
  // Without an envelope the claims are the event, beside the registered ones.
  if (typeof own(claims, 'event') !== 'string') return false;
  const { iat: _iat, exp: _exp, nbf: _nbf, iss: _iss, aud: _aud, jti: _jti, url: _url, ...rest } = claims;
  return expected !== null && canonicalJson(rest) === expected;
}

/** Null where the request has no signature of that version. */
function verifyV3(
  { method, headers, body, query }: HookRequest,
  now: number,
  secrets: readonly string[],
  publicUrl: string,
): Verdict | null {
  const signature = header(headers, 'x-ringover-webhook-signature-v3');
  const timestamp = header(headers, 'x-ringover-request-signature-v3-timestamp');
  if (signature === undefined || timestamp === undefined) return null;
  const at = /^\d+$/.test(timestamp) ? parseTimestamp(timestamp) : null;
  const refused = refuseTime(at, 'timestamp is not in Unix seconds', now, defaultToleranceSeconds);
  if (refused) return refused;
  const claimed = decodeSignature(signature, 'base64');
  if (!claimed) return refuse('malformed-proof', 'signature is not base64');
  const urls = requestedUrls(publicUrl, query);
  const secretIndex = secrets.findIndex((secret) =>
    urls.some((url) => equalBytes(claimed, macOf('sha256', secret, method + url, body, timestamp))),
  );
  return secretIndex < 0 ? refuse('mismatch', 'signature does not match') : { genuine: true, secretIndex };
}

const isSameUrl = (a: string, b: string): boolean =>
  URL.canParse(a) && URL.canParse(b) && new URL(a).href === new URL(b).href;

function jsonOf(bytes: Buffer): unknown {
  try {
    return parseJson(bytes);
  } catch (error) {
    if (error instanceof MalformedDelivery) return undefined;
    throw error;
  }
}
