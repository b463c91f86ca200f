/** Single parts of an unverified request, and the limits of work on it. */
import type { IncomingHttpHeaders } from 'node:http';
import { decodeSignature } from './compare.ts';

/** Returns a header's value when it was sent exactly once; Node joins repeated ones or gives an array. */
export function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** Returns the claimed "user:password" of HTTP Basic credentials (RFC 7617); null where the request carries none. */
export function basicCredentials(headers: IncomingHttpHeaders): string | null {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header(headers, 'authorization') ?? '')?.[1];
  return encoded === undefined ? null : (decodeSignature(encoded, 'base64')?.toString('utf8') ?? null);
}

/** The largest body in bytes that is parsed for a proof inside it; vendors' bodies have a few kilobytes. */
export const maxParsedBeforeProof = 128 * 1024;
