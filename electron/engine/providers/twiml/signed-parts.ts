/**
 * The public URL as Twilio, and those compatible with it, may have signed it. Twilio keeps the characters of the URL as entered, but some of its back
 * ends add or drop the default port, or re-encode the query (github twilio/twilio-node src/webhooks/webhooks.ts).
 */
import { createHash } from 'node:crypto';
import { parse, stringify } from 'node:querystring';
import { decodeSignature, equalBytes } from '../../signatures/compare.ts';
import type { PublicUrl } from '../../signatures/public-url.ts';
import type { HookRequest } from '../contract/provider.ts';

/** Every form of the URL that a genuine signature may cover, the likeliest first, none twice. */
export function signedUrls(url: PublicUrl, query: string): Iterable<string> {
  const rest = url.path + (query === '' ? '' : `?${query}`);
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
