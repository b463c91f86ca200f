/**
 * `X-Twilio-Signature`: base64 HMAC-SHA1, keyed with the auth token, of the public URL followed by the form parameters
 * (twilio.com/docs/usage/webhooks/webhooks-security; github twilio/twilio-node src/webhooks/webhooks.ts). Of an account with a
 * webhooks rule it is HMAC-SHA256, keyed with the rule's shared key, and `X-Twilio-Webhooks-Signature-Settings` names both
 * (twilio.com/docs/usage/webhooks/webhook-shared-keys; twilio-node from 6.3.0). Every live secret is tried as either.
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

/** @throws SourceError without an auth token or a public URL. */
export function twilioAuthenticator({ secrets, publicUrl }: ProviderSource<unknown>): Authenticator {
  requireSecrets(secrets, "the account's auth token");
  const address = requirePublicUrl(publicUrl, 'in the Twilio console');
  const url = splitPublicUrl(address);
  return {
    verify(request, _now) {
      const value = header(request.headers, 'x-twilio-signature');
      if (value === undefined)
        return refuse('missing-proof', 'no signature: header X-Twilio-Signature is missing');
      const algorithm = algorithmIn(header(request.headers, 'x-twilio-webhooks-signature-settings') ?? '');
      if (algorithm === null)
        return refuse('unsupported-algorithm', 'signature is of an algorithm that is not known');
      const claimed = decodeSignature(value, 'base64');
      if (claimed?.length !== lengths[algorithm])
        return refuse('malformed-proof', `signature is not a base64 ${names[algorithm]}`);
      const parameters = signedParameters(request);
      if (parameters === null) return refuse('malformed', 'the form has too many parameters');
      if (parameters === '' && !bodyHashFits(request))
        return refuse('body-mismatch', 'bodySHA256 does not fit the body');
      const content = Buffer.from(parameters);
      for (const candidate of signedUrls(url, request.query)) {
        const secretIndex = secrets.findIndex((secret) =>
          equalBytes(claimed, macOf(algorithm, secret, candidate, content)),
        );
        if (secretIndex >= 0) return { genuine: true, secretIndex, proof: claimed.toString('base64') };
      }
      return refuse(
        'mismatch',
        algorithm === 'sha256'
          ? 'signature does not match; check the shared key of the webhooks rule and that the public URL is exactly as entered in the Twilio console'
          : 'signature does not match; check the auth token and that the public URL is exactly as entered in the Twilio console',
      );
    },
  };
}

type Algorithm = 'sha1' | 'sha256';
/** Of a signature, in bytes. */
const lengths: Record<Algorithm, number> = { sha1: 20, sha256: 32 };
const names: Record<Algorithm, string> = { sha1: 'SHA-1', sha256: 'SHA-256' };

/** `key=<ID>,algorithm=HMAC_SHA256`; SHA-1 where no algorithm is named, null for one that is not known. */
function algorithmIn(settings: string): Algorithm | null {
  for (const part of settings.split(',', 16)) {
    const equals = part.indexOf('=');
    if (equals < 0 || part.slice(0, equals).trim() !== 'algorithm') continue;
    const name = part
      .slice(equals + 1)
      .trim()
      .toUpperCase();
    if (name === 'HMAC_SHA256') return 'sha256';
    if (name !== '' && name !== 'HMAC_SHA1') return null;
  }
  return 'sha1';
}

/** What is signed after the URL: a form's parameters; nothing of a GET or a JSON body. Null when there are too many. */
function signedParameters(request: HookRequest): string | null {
  if (request.method !== 'POST' || !isFormType(mediaTypeOf(header(request.headers, 'content-type')) ?? ''))
    return '';
  const form = parseForm(request.body);
  return form && formText(form);
}

/** Names and values without separators, sorted by name, the values of a repeated name de-duplicated and sorted. */
function formText(form: Form): string {
  let text = '';
  for (const name of [...form.keys()].sort())
    for (const value of [...new Set(form.get(name))].sort()) text += name + value;
  return text;
}
