/** What every vendor's call log can be asked, and how its records become the events that webhooks would have brought. */
import type { LiveSource } from '#shared/config/sources.ts';
import type { CallEvent } from '../../events/call-event.ts';
import type { JsonObject } from '../../events/json.ts';

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
  /** How far back the vendor's list goes, in milliseconds; null where it goes back for months. */
  readonly reachesBackMs: number | null;
  /** Pages in order, each at most once. @throws VendorError */
  list(query: CallLogQuery, access: CallLogAccess): AsyncGenerator<CallLogPage>;
  /** In the same words and with the same call ID as the webhooks' reader. Never throws, whatever the record holds. */
  toEvents(record: JsonObject): CallEvent[];
}
