/** Call logs come in pages, which each vendor counts in its own way. */
import type { CallLogPage } from '../contract/call-log.ts';
import { VendorError } from '../contract/vendor-error.ts';

/** More than any account's calls of a day. */
const maxPages = 2000;

/** Pages that each tell where the next one is. @throws VendorError when they never end. */
export async function* paged(
  vendor: string,
  start: string | null,
  load: (cursor: string | null) => Promise<CallLogPage>,
): AsyncGenerator<CallLogPage> {
  let cursor = start;
  for (let count = 0; count < maxPages; count++) {
    const page = await load(cursor);
    yield page;
    if (page.next === null) return;
    if (page.next === cursor) break;
    cursor = page.next;
  }
  throw new VendorError('failed', `${vendor} sent a list of calls that does not end.`);
}

/** ISO 8601 without fractions, which some vendors refuse. @param ms milliseconds since the Unix epoch. */
export const isoSeconds = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

/** A page number kept as a cursor. */
export const pageNumber = (cursor: string | null): number =>
  cursor !== null && /^[1-9]\d{0,8}$/.test(cursor) ? Number(cursor) : 1;
