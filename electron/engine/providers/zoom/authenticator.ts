/**
 * `x-zm-signature: v0=<hex>`: HMAC-SHA256, keyed with the app's secret token, of `v0:<x-zm-request-timestamp>:<body>`
 * (github zoom/webhook-sample index.js). How old a request may be, Zoom does not say (unconfirmed); 300 s are allowed.
 * `endpoint.url_validation`, at first and every 72 h, is signed like any event and wants its token back together with its
 * hash (developers.zoom.us/changelog/platform/webhook-url-validation).
 */
import { createHmac } from 'node:crypto';
import { isObject, own } from '../../events/json.ts';
import { decodeSignature, equalBytes } from '../../signatures/compare.ts';
import { macOf } from '../../signatures/hmac.ts';
import { refuse } from '../../signatures/refusal.ts';
import { defaultToleranceSeconds, parseTimestamp, refuseTime } from '../../signatures/timestamp.ts';
import { header } from '../../signatures/unverified-request.ts';
import { requireSecrets } from '../common/source-requirements.ts';
import type { Authenticator, ProviderAnswer, ProviderSource } from '../contract/provider.ts';

const validation = 'endpoint.url_validation';
/** A validation is some hundred bytes; events are not parsed here. */
const maxValidationBytes = 4096;

/** @throws SourceError without a secret token. */
export function zoomAuthenticator({ secrets }: ProviderSource<unknown>): Authenticator {
  requireSecrets(secrets, "the Zoom app's secret token");
  return {
    verify({ headers, body }, now) {
      const signature = header(headers, 'x-zm-signature');
      const timestamp = header(headers, 'x-zm-request-timestamp');
      if (signature === undefined || timestamp === undefined)
        return refuse(
          'missing-proof',
          'no signature: headers x-zm-signature and x-zm-request-timestamp are needed',
        );
      const at = /^\d+$/.test(timestamp) ? parseTimestamp(timestamp) : null;
      const refused = refuseTime(at, 'timestamp is not in Unix time', now, defaultToleranceSeconds);
      if (refused) return refused;
      const claimed = signature.startsWith('v0=') ? decodeSignature(signature.slice(3), 'hex') : null;
      if (claimed === null) return refuse('malformed-proof', 'signature is not v0= and hexadecimal');
      const secretIndex = secrets.findIndex((secret) =>
        equalBytes(claimed, macOf('sha256', secret, `v0:${timestamp}:`, body)),
      );
      const secret = secrets[secretIndex];
      if (secret === undefined) return refuse('mismatch', 'signature does not match');
      const handshake = answerToValidation(body, secret);
      return { genuine: true, secretIndex, ...(handshake && { handshake }) };
    },
  };
}

function answerToValidation(body: Buffer, secret: string): ProviderAnswer | null {
  if (body.length > maxValidationBytes || !body.includes(validation)) return null;
  let event: unknown;
  try {
    event = JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
  if (!isObject(event) || own(event, 'event') !== validation) return null;
  const payload = own(event, 'payload');
  const plainToken = isObject(payload) ? own(payload, 'plainToken') : undefined;
  if (typeof plainToken !== 'string') return null;
  const encryptedToken = createHmac('sha256', secret).update(plainToken).digest('hex');
  return {
    status: 200,
    contentType: 'application/json',
    body: JSON.stringify({ plainToken, encryptedToken }),
  };
}
