/**
 * `x-justcall-signature`, version `v1`: hex HMAC-SHA256, keyed with the API secret, of
 * `<secret>|<encodeURIComponent(webhook URL)>|<event type>|<x-justcall-request-timestamp>`
 * (developer.justcall.io/docs/dynamic-webhook-signatures, with its published example).
 *
 * The body is not covered: whoever saw one request can put another body of the same type beside its signature. The type that is signed is in the body, so that is parsed before anything is proved: `JSON.parse` alone,
 * on at most the listener's 1 MiB. The URL is the configured one, never the body's `webhook_url`.
 *
 * The timestamp is "2024-03-21 17:08:22" in the vendor's example, without a zone, and neither its zone nor how old it may be
 * is confirmed. Refusing by a guess would lose every call of an account in another zone, so that its age is looked at only
 * where the source has a `toleranceSeconds`; it is read as UTC then. As with vendors that show a fixed token, what protects
 * otherwise is that nobody else sees the requests.
 */

import { isObject, own } from '../../events/json.ts';
import { decodeSignature, equalBytes } from '../../signatures/compare.ts';
import { macOf } from '../../signatures/hmac.ts';
import { requestedUrls } from '../../signatures/public-url.ts';
import { refuse } from '../../signatures/refusal.ts';
import { parseTimestamp, refuseTime } from '../../signatures/timestamp.ts';
import { header, maxParsedBeforeProof } from '../../signatures/unverified-request.ts';
import { requireSecrets } from '../common/source-requirements.ts';
import { type Authenticator, type ProviderSource, SourceError } from '../contract/provider.ts';

export interface JustCallOptions {
  /** How far the signed time, read as UTC, may be from this computer's clock; not looked at where it is absent. */
  toleranceSeconds?: number | undefined;
}

/** @throws SourceError without an API secret or a public URL. */
export function justCallAuthenticator({
  secrets,
  publicUrl,
  options: { toleranceSeconds },
}: ProviderSource<JustCallOptions>): Authenticator {
  requireSecrets(secrets, 'the JustCall API secret');
  if (!publicUrl)
    throw new SourceError(
      'missing',
      'publicUrl',
      'expected the webhook address as entered at JustCall; its signature covers it',
    );
  return {
    verify({ headers, query, body }, now) {
      const signature = header(headers, 'x-justcall-signature');
      const timestamp = header(headers, 'x-justcall-request-timestamp');
      if (signature === undefined || timestamp === undefined)
        return refuse(
          'missing-proof',
          'no signature: headers x-justcall-signature and x-justcall-request-timestamp are needed',
        );
      if ((header(headers, 'x-justcall-signature-version') ?? 'v1') !== 'v1')
        return refuse('unsupported-algorithm', 'signature is of a version that is not known');
      // "2024-03-21 17:08:22" is in UTC.
      const at = parseTimestamp(timestamp);
      if (at === null) return refuse('malformed-proof', 'timestamp is not a time');
      const refused =
        toleranceSeconds === undefined
          ? null
          : refuseTime(at, 'timestamp is not a time', now, toleranceSeconds);
      if (refused) return refused;
      const claimed = decodeSignature(signature, 'hex');
      const type = eventType(body);
      if (claimed === null || type === null)
        return claimed
          ? refuse('malformed', 'the body has no event type')
          : refuse('malformed-proof', 'signature is not hexadecimal');
      const urls = requestedUrls(publicUrl, query);
      const secretIndex = secrets.findIndex((secret) =>
        urls.some((url) => {
          const signed = `${secret}|${encodeURIComponent(url)}|${type}|${timestamp}`;
          return equalBytes(claimed, macOf('sha256', secret, signed));
        }),
      );
      return secretIndex < 0
        ? refuse(
            'mismatch',
            'signature does not match; check the API secret and that the public URL is exactly as entered at JustCall',
          )
        : { genuine: true, secretIndex };
    },
    /** A new address is tried with a request that tells of nothing (third-party notes, unconfirmed). */
    handshake({ headers, body }) {
      const isProbe = headers['x-justcall-signature'] === undefined && /^(\{\s*\})?$/.test(probeText(body));
      return isProbe ? { status: 200, contentType: 'application/json', body: '{}' } : null;
    },
  };
}

/** Longer bodies are no probes; they are not made into text for it. */
const probeText = (body: Buffer): string => (body.length > 16 ? '-' : body.toString('latin1').trim());

function eventType(body: Buffer): string | null {
  if (body.length > maxParsedBeforeProof) return null;
  let event: unknown;
  try {
    event = JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
  const type = isObject(event) ? own(event, 'type') : undefined;
  return typeof type === 'string' && type !== '' ? type : null;
}
