/**
 * `X-Plivo-Signature-V3`, or `-Ma-V3` with the main account's auth token: base64 HMAC-SHA256 of the public URL, the
 * parameters and `X-Plivo-Signature-V3-Nonce`; several signatures are separated by commas (github plivo/plivo-node
 * lib/utils/v3Security.js; docs.plivo.com/docs/voice/xml/request/validation).
 *
 * Version 2 covers neither body nor query, so it proves only a request that has neither. Version 1 is not taken: no
 * source confirms its header, and its published vector is keyed with an account ID, which is no secret.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { decodeSignature, equalBytes } from '../../signatures/compare.ts';
import { macOf } from '../../signatures/hmac.ts';
import { hostForms, type PublicUrl, splitPublicUrl } from '../../signatures/public-url.ts';
import { refuse } from '../../signatures/refusal.ts';
import { header } from '../../signatures/unverified-request.ts';
import { type Form, parseForm } from '../common/form.ts';
import { requirePublicUrl, requireSecrets } from '../common/source-requirements.ts';
import type { Authenticator, HookRequest, ProviderSource, Verdict } from '../contract/provider.ts';

/** One or two while a token is exchanged. */
const maxSignatures = 8;

/** @throws SourceError without an auth token or a public URL. */
export function plivoAuthenticator({ secrets, publicUrl }: ProviderSource<unknown>): Authenticator {
  requireSecrets(secrets, "the account's auth token");
  const address = requirePublicUrl(publicUrl, 'in the Plivo console');
  const urls = hostForms(splitPublicUrl(address));
  return {
    verify(request) {
      const { headers } = request;
      const nonce = header(headers, 'x-plivo-signature-v3-nonce');
      const signatures = signaturesIn(headers, 'v3');
      if (nonce === undefined || signatures.length === 0) return verifyVersion2(request, urls, secrets);
      // The signature of a GET covers the query only, and the reader takes a body before it.
      if (request.method === 'GET' && request.body.length > 0)
        return refuse('malformed', 'a GET carries no body');
      const parameters = signedParameters(request);
      if (parameters === null) return refuse('malformed', 'the form has too many parameters');
      return judge(
        signatures,
        urls.map((url) => `${addressOf(url)}${parameters}.${nonce}`),
        secrets,
      );
    },
  };
}

function verifyVersion2(
  request: HookRequest,
  urls: readonly PublicUrl[],
  secrets: readonly string[],
): Verdict {
  const nonce = header(request.headers, 'x-plivo-signature-v2-nonce');
  const signatures = signaturesIn(request.headers, 'v2');
  if (nonce === undefined || signatures.length === 0)
    return refuse(
      'missing-proof',
      'no signature: headers X-Plivo-Signature-V3 and X-Plivo-Signature-V3-Nonce are needed',
    );
  if (request.body.length > 0 || request.query !== '')
    return refuse(
      'unsupported-algorithm',
      'signed with version 2 only, which does not cover the parameters; version 3 is needed',
    );
  return judge(
    signatures,
    urls.map((url) => addressOf(url) + nonce),
    secrets,
  );
}

/** @param texts the forms of what may be signed. */
function judge(signatures: readonly Buffer[], texts: readonly string[], secrets: readonly string[]): Verdict {
  const contents = texts.map((text) => Buffer.from(text));
  // The hash of the request is made once a secret, however many signatures a stranger claims.
  for (const [secretIndex, secret] of secrets.entries()) {
    for (const content of contents) {
      const expected = macOf('sha256', secret, content);
      if (signatures.some((claimed) => equalBytes(claimed, expected)))
        return { genuine: true, secretIndex, proof: expected.toString('base64') };
    }
  }
  return refuse(
    'mismatch',
    'signature does not match; check the auth token and that the public URL is exactly as entered in the Plivo console',
  );
}

function signaturesIn(headers: IncomingHttpHeaders, version: 'v2' | 'v3'): Buffer[] {
  return [`x-plivo-signature-${version}`, `x-plivo-signature-ma-${version}`]
    .flatMap((name) => (header(headers, name) ?? '').split(',', maxSignatures))
    .flatMap((text) => decodeSignature(text.trim(), 'base64') ?? [])
    .filter((bytes) => bytes.length === 32);
}

/** Plivo signs the address without credentials. */
const addressOf = ({ scheme, host, port, path }: PublicUrl): string => scheme + host + port + path;

/** What is signed between address and nonce; null when there are too many parameters. */
function signedParameters({ method, query, body }: HookRequest): string | null {
  const inQuery = parseForm(query);
  const inBody = method === 'GET' ? new Map() : parseForm(body);
  if (!inQuery || !inBody) return null;
  const sortedQuery = pairs(inQuery, '=').join('&');
  const search = sortedQuery === '' && inBody.size === 0 ? '' : `?${sortedQuery}`;
  const separator = sortedQuery !== '' && inBody.size > 0 ? '.' : '';
  return search + separator + pairs(inBody, '').join('');
}

/** Decoded names and values, sorted by name, the values of a repeated name sorted. */
function pairs(form: Form, between: string): string[] {
  return [...form.keys()]
    .sort()
    .flatMap((name) => [...(form.get(name) ?? [])].sort().map((value) => name + between + value));
}
