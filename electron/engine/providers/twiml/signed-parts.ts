/**
 * The public URL as Twilio, and those compatible with it, may have signed it. Twilio keeps the characters of the URL as entered, but some of its back
 * ends add or drop the default port, write scheme and host otherwise, or re-encode the query (github twilio/twilio-node
 * src/webhooks/webhooks.ts). Whether a fragment (Twilio's connection overrides, "#rc=3") and a bare question mark are signed is
 * unconfirmed.
 */
import { createHash } from 'node:crypto';
import { parse, stringify } from 'node:querystring';
import { decodeSignature, equalBytes } from '../../signatures/compare.ts';
import { hostForms, type PublicUrl } from '../../signatures/public-url.ts';
import type { HookRequest } from '../contract/provider.ts';

/** Every form of the URL that a genuine signature may cover, the likeliest first, none twice. */
export function signedUrls(url: PublicUrl, query: string): Iterable<string> {
  const candidates = new Set<string>();
  const ends = new Set(query === '' ? ['', url.emptyQuery] : ['']);
  for (const form of hostForms(url))
    for (const end of ends)
      for (const fragment of new Set(['', url.fragment]))
        for (const candidate of formsOf(form, query, end)) candidates.add(candidate + fragment);
  return candidates;
}

/** @param end what stands behind a path without a query. */
function formsOf(url: PublicUrl, query: string, end: string): Iterable<string> {
  const rest = url.path + (query === '' ? end : `?${query}`);
  const standardPort = /^https:/i.test(url.scheme) ? ':443' : ':80';
  const withPort = (port: string, tail: string) => `${url.scheme}${url.userInfo}${url.host}${port}${tail}`;
  const bare = withPort('', rest);
  const candidates = new Set([bare, withPort(url.port || standardPort, rest)]);
  if (URL.canParse(bare)) {
    const normalised = new URL(bare);
    const tail = normalised.pathname + normalised.search;
    const legacyTail =
      normalised.search.length > 1
        ? `${normalised.pathname}?${stringify(parse(normalised.search.slice(1), undefined, undefined, { maxKeys: 0 }))}`
        : tail;
    for (const port of ['', url.port || standardPort])
      candidates.add(withPort(port, tail)).add(withPort(port, legacyTail));
  }
  return candidates;
}

/** A body that is no form is covered by its hash in the query, `bodySHA256`; without a body there is nothing to cover. */
export function bodyHashFits({ query, body }: HookRequest): boolean {
  if (body.length === 0) return true;
  const claimed = decodeSignature(new URLSearchParams(query).get('bodySHA256') ?? '', 'hex');
  return claimed !== null && equalBytes(claimed, createHash('sha256').update(body).digest());
}
