/** Verifies a keyed hash (RFC 2104) of the body, in one of the usual dresses. */
import type { HmacOptions } from '#shared/providers/hmac.ts';
import { decodeSignature, equalBytes } from '../../signatures/compare.ts';
import { macOf } from '../../signatures/hmac.ts';
import { type Refusal, refuse } from '../../signatures/refusal.ts';
import { parseTimestamp, refuseTime } from '../../signatures/timestamp.ts';
import { header } from '../../signatures/unverified-request.ts';
import { authenticatorOrAcceptAll } from '../common/source-requirements.ts';
import type { Authenticator, HookRequest, ProviderSource } from '../contract/provider.ts';
import { eventIdHeader, signatureHeaders, signaturePrefix } from './options.ts';

/** What a request claims: signatures over a timestamp and the body, or over the body alone. */
interface Claim {
  signatures: readonly string[];
  timestamp: string | null;
}

/** @throws SourceError without a secret, unless the options allow it. */
export const hmacAuthenticator = ({ secrets, options }: ProviderSource<HmacOptions>): Authenticator =>
  authenticatorOrAcceptAll(
    { hasSecret: secrets.length > 0, unauthenticated: options.unauthenticated },
    'expected the secret that the phone system signs with',
    () => signatureAuthenticator(secrets, options),
  );

function signatureAuthenticator(secrets: readonly string[], options: HmacOptions): Authenticator {
  const names = signatureHeaders(options);
  const prefix = signaturePrefix(options);
  const { algorithm, encoding } = options;
  // The ID in a header is not signed, whatever else is; one in the body is, and needs no other proof.
  const isProofKept = eventIdHeader(options) !== undefined;

  /** The texts before the body that the signature may cover; null is the body alone. */
  const coverings = (timestamp: string | null): readonly (string | null)[] => {
    if (timestamp === null || options.signedContent === 'body') return [null];
    return options.preset === 'stripe' || options.signedContent === 'timestamp.body'
      ? [timestamp]
      : [timestamp, null];
  };

  return {
    verify(request, now) {
      const value = names.map((name) => header(request.headers, name)).find((found) => found !== undefined);
      if (!value) return refuse('missing-proof', `no signature: header ${names.join(' or ')} is missing`);
      const claim =
        options.preset === 'stripe' ? stripeClaim(value) : plainClaim(value, prefix, request, options);
      if ('genuine' in claim) return claim;
      if (claim.timestamp !== null) {
        const at = parseTimestamp(claim.timestamp);
        const refused = refuseTime(at, 'timestamp is not a time', now, options.toleranceSeconds);
        if (refused) return refused;
      }
      const claimed = claim.signatures
        .map((text) => decodeSignature(text, encoding))
        .filter((one) => one !== null);
      // Each hash of the body once, however many signatures a stranger claims.
      for (const covering of coverings(claim.timestamp)) {
        const signed = covering === null ? [request.body] : [`${covering}.`, request.body];
        const expected = secrets.map((secret) => macOf(algorithm, secret, ...signed));
        const secretIndex = expected.findIndex((mac) => claimed.some((one) => equalBytes(one, mac)));
        const proof = expected[secretIndex];
        if (proof === undefined) continue;
        return {
          genuine: true,
          secretIndex,
          // The one that fits, as others may stand beside it.
          ...(isProofKept ? { proof: proof.toString('base64') } : {}),
        };
      }
      return refuse('mismatch', 'signature does not match');
    },
  };
}

/** `t=<unix seconds>,v1=<hex>[,v1=<hex>]`, as Stripe documents its `Stripe-Signature` header. */
function stripeClaim(value: string): Claim | Refusal {
  let timestamp: string | null = null;
  const signatures: string[] = [];
  for (const part of value.split(',', 16)) {
    // Not one expression with white space at its end: that takes quadratic time, and nothing is proved yet.
    const [, key, text = ''] = /^(\w+)=(.*)$/.exec(part.trim()) ?? [];
    if (key === 't') timestamp = text;
    if (key === 'v1') signatures.push(text);
  }
  if (timestamp === null) return refuse('malformed-proof', 'signature header has no timestamp (t=)');
  return signatures.length > 0
    ? { signatures, timestamp }
    : refuse('malformed-proof', 'signature header has no signature (v1=)');
}

function plainClaim(
  value: string,
  prefix: string,
  request: HookRequest,
  options: HmacOptions,
): Claim | Refusal {
  if (!value.startsWith(prefix)) return refuse('malformed-proof', `signature does not begin with ${prefix}`);
  const signatures = [value.slice(prefix.length)];
  if (!options.timestampHeader) return { signatures, timestamp: null };
  const timestamp = header(request.headers, options.timestampHeader);
  return timestamp === undefined
    ? refuse('missing-proof', `header ${options.timestampHeader} is missing`)
    : { signatures, timestamp };
}
