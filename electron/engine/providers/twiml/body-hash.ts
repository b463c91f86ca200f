/** How a body that is no form is covered by a signature over the URL alone. */
import { createHash } from 'node:crypto';
import { decodeSignature, equalBytes } from '../../signatures/compare.ts';
import type { HookRequest } from '../contract/provider.ts';

/** A body that is no form is covered by its hash in the query, `bodySHA256`; without a body there is nothing to cover. */
export function bodyHashFits({ query, body }: HookRequest): boolean {
  if (body.length === 0) return true;
  const claimed = decodeSignature(new URLSearchParams(query).get('bodySHA256') ?? '', 'hex');
  return claimed !== null && equalBytes(claimed, createHash('sha256').update(body).digest());
}
