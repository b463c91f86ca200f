/**
 * Three signatures with the project's signing key (github signalwire/signalwire-typescript src/WebhookValidator.ts and
 * README; @signalwire/compatibility-api lib/webhooks/webhooks.js):
 * - `X-SignalWire-Sha256-Signature`: hexadecimal HMAC-SHA256 of the public URL and the raw body (SWML and other JSON);
 * - `X-SignalWire-Signature`: hexadecimal HMAC-SHA1 of the same;
 * - `X-SignalWire-Signature` or `X-Twilio-Signature`: base64 HMAC-SHA1 of the public URL and the form's parameters as Twilio
 *   has it (cXML), but with the values of a repeated name in the order of sending.
 * As in that SDK the SHA-1 header still decides where the SHA-256 one does not fit. Unlike it, a body that is no form is not
 * taken with a signature over the URL alone, unless the URL carries its hash.
 */
import { decodeSignature, equalBytes } from '../../signatures/compare.ts';
import { macOf } from '../../signatures/hmac.ts';
import { splitPublicUrl } from '../../signatures/public-url.ts';
import { refuse } from '../../signatures/refusal.ts';
import { header } from '../../signatures/unverified-request.ts';
import { isFormType, mediaTypeOf } from '../../util/media-types.ts';
import { type Form, parseForm } from '../common/form.ts';
import { requirePublicUrl, requireSecrets } from '../common/source-requirements.ts';
import type { Authenticator, HookRequest, ProviderSource } from '../contract/provider.ts';
import { bodyHashFits, signedUrls } from '../twiml/signed-parts.ts';

/** A signature, and what it covers after the URL. */
interface Claim {
  algorithm: 'sha1' | 'sha256';
  signature: Buffer;
  content: Buffer;
}

const signatureHeaders = ['x-signalwire-sha256-signature', 'x-signalwire-signature', 'x-twilio-signature'];

/** @throws SourceError without a signing key or a public URL. */
export function signalWireAuthenticator({ secrets, publicUrl }: ProviderSource<unknown>): Authenticator {
  requireSecrets(secrets, "the project's signing key");
  const address = requirePublicUrl(publicUrl, 'in the SignalWire dashboard');
  const url = splitPublicUrl(address);
  return {
    verify(request) {
      const claims = claimsIn(request);
      if (claims.length === 0)
        return refuse(
          signatureHeaders.some((name) => request.headers[name] !== undefined)
            ? 'malformed-proof'
            : 'missing-proof',
          'no signature: header X-SignalWire-Signature is missing or not one for this body',
        );
      for (const { algorithm, signature, content } of claims)
        for (const candidate of signedUrls(url, request.query)) {
          const secretIndex = secrets.findIndex((secret) =>
            equalBytes(signature, macOf(algorithm, secret, candidate, content)),
          );
          if (secretIndex >= 0) return { genuine: true, secretIndex, proof: signature.toString('base64') };
        }
      return refuse(
        'mismatch',
        'signature does not match; check the signing key and that the public URL is exactly as entered in the SignalWire dashboard',
      );
    },
  };
}

function claimsIn(request: HookRequest): Claim[] {
  const { headers, body } = request;
  const claims: Claim[] = [];
  const sha256 = decodeSignature(header(headers, 'x-signalwire-sha256-signature') ?? '', 'hex');
  if (sha256?.length === 32) claims.push({ algorithm: 'sha256', signature: sha256, content: body });
  const text = header(headers, 'x-signalwire-signature') ?? header(headers, 'x-twilio-signature') ?? '';
  const hex = decodeSignature(text, 'hex');
  if (hex?.length === 20) claims.push({ algorithm: 'sha1', signature: hex, content: body });
  const base64 = decodeSignature(text, 'base64');
  const parameters = base64?.length === 20 ? signedParameters(request) : null;
  if (base64 && parameters !== null)
    claims.push({ algorithm: 'sha1', signature: base64, content: Buffer.from(parameters) });
  return claims;
}

/** What the base64 signature covers after the URL; null where it would leave the body uncovered. */
function signedParameters(request: HookRequest): string | null {
  const isForm = isFormType(mediaTypeOf(header(request.headers, 'content-type')) ?? '');
  if (!isForm || request.method !== 'POST') return bodyHashFits(request) ? '' : null;
  const form = parseForm(request.body);
  return form && formText(form);
}

function formText(form: Form): string {
  let text = '';
  for (const name of [...form.keys()].sort()) for (const value of form.get(name) ?? []) text += name + value;
  return text;
}
