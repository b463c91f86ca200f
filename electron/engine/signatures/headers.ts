/** Reads single headers of an unverified request. */
import type { IncomingHttpHeaders } from 'node:http';

/** Returns a header's value when it was sent exactly once; Node joins repeated ones or gives an array. */
export function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}
