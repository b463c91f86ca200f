import type { IncomingHttpHeaders } from 'node:http';
import { header } from '../signatures/unverified-request.ts';
import type { PreparedSource } from './prepare.ts';

/** The headers that a source's provider needs for reading, as JSON; null when there are none. */
export function keptHeadersOf(
  { keptHeaders }: Pick<PreparedSource, 'keptHeaders'>,
  headers: IncomingHttpHeaders,
): string | null {
  const kept = keptHeaders.flatMap((name) => {
    const value = header(headers, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return kept.length === 0 ? null : JSON.stringify(Object.fromEntries(kept));
}
