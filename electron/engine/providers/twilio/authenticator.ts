/**
 * `X-Twilio-Signature`: base64 HMAC-SHA1, keyed with the auth token, of the public URL followed by the form parameters
 * (twilio.com/docs/usage/webhooks/webhooks-security; github twilio/twilio-node src/webhooks/webhooks.ts).
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
      const claimed = decodeSignature(value, 'base64');
      if (claimed?.length !== 20) return refuse('malformed-proof', 'signature is not a base64 SHA-1');
      const parameters = signedParameters(request);
      if (parameters === null) return refuse('malformed', 'the form has too many parameters');
      if (parameters === '' && !bodyHashFits(request))
        return refuse('body-mismatch', 'bodySHA256 does not fit the body');
      const content = Buffer.from(parameters);
      for (const candidate of signedUrls(url, request.query)) {
        const secretIndex = secrets.findIndex((secret) =>
          equalBytes(claimed, macOf('sha1', secret, candidate, content)),
        );
        if (secretIndex >= 0) return { genuine: true, secretIndex, proof: claimed.toString('base64') };
      }
      return refuse(
        'mismatch',
        'signature does not match; check the auth token and that the public URL is exactly as entered in the Twilio console',
      );
    },
  };
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
