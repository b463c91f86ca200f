/** HTTP Basic credentials (RFC 7617). */
import type { IncomingHttpHeaders } from 'node:http';
import { decodeSignature } from './compare.ts';
import { header } from './headers.ts';

/** The claimed "user:password" of an Authorization header; null where it carries none. */
export function basicCredentials(headers: IncomingHttpHeaders): string | null {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header(headers, 'authorization') ?? '')?.[1];
  return encoded === undefined ? null : (decodeSignature(encoded, 'base64')?.toString('utf8') ?? null);
}
