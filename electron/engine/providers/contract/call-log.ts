/** What every vendor's call log can be asked, and how its records become the events that webhooks would have brought. */
import type { z } from 'zod';
import type { LiveSource } from '#shared/config/sources.ts';
import type { CallEvent } from '../../events/call-event.ts';
import type { JsonObject } from '../../events/json.ts';
import { VendorError } from '../http-client/request.ts';

/** Calls that began in this time, in milliseconds since the Unix epoch. */
export interface CallLogQuery {
  readonly from: number;
  readonly to: number;
  /** Where an interrupted list goes on; null begins it. */
  readonly cursor: string | null;
}

export interface CallLogPage {
  readonly records: readonly JsonObject[];
  /** Where the list goes on after this page; null after the last one. */
  readonly next: string | null;
}

export interface CallLogAccess {
  readonly source: Pick<LiveSource, 'options' | 'credentials'>;
  readonly signal: AbortSignal;
  /** Repeats what may succeed later: rate limits, 5xx, no answer. @throws VendorError the last one. */
  attempt<T>(action: () => Promise<T>): Promise<T>;
}

export interface CallLog {
  readonly vendor: string;
  /** How far back the vendor's list goes, in milliseconds; null where it goes back for months. */
  readonly reachesBackMs: number | null;
  /** Pages in order, each at most once. @throws VendorError */
  list(query: CallLogQuery, access: CallLogAccess): AsyncGenerator<CallLogPage>;
  /** In the same words and with the same call ID as the webhooks' reader. Never throws, whatever the record holds. */
  toEvents(record: JsonObject): CallEvent[];
}

/** More than any account's calls of a day. */
const maxPages = 2000;

/** A list of pages that each tell where the next one is. @throws VendorError when it never ends. */
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

/** @throws VendorError where the answer is not what the vendor documents. */
export function checked<T>(vendor: string, schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new VendorError('failed', `${vendor} sent a list of calls that cannot be read.`);
  return parsed.data;
}

/** ISO 8601 without fractions, which some vendors refuse. */
export const isoSeconds = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

/** A page number kept as a cursor. */
export const pageNumber = (cursor: string | null): number =>
  cursor !== null && /^[1-9]\d{0,8}$/.test(cursor) ? Number(cursor) : 1;
