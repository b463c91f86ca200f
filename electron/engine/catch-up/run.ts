/**
 * One run through a vendor's call log. Its progress is saved after each page, once the page's calls are durable: an
 * interrupted run continues there, and no period counts as complete that was not read.
 */
import type { LiveSource } from '#shared/config/sources.ts';
import type { InboxResult } from '../intake/inbox.ts';
import type { VerifiedDelivery } from '../intake/verified-delivery.ts';
import type { CallLog, CallLogAccess } from '../providers/contract/call-log.ts';
import { VendorError } from '../providers/contract/vendor-error.ts';
import { logDelivery } from './log-delivery.ts';
import type { Progress } from './progress.ts';

/** Calls that were found could not be stored. */
class NotStoredError extends Error {
  override readonly name = 'NotStoredError';
}

export interface RunOptions {
  log: CallLog;
  source: LiveSource;
  signal: AbortSignal;
  attempt: CallLogAccess['attempt'];
  /** Milliseconds since the Unix epoch. */
  now(): number;
  append(entry: VerifiedDelivery): Promise<InboxResult>;
  save(progress: Progress): Promise<void>;
}

type Run = NonNullable<Progress['run']>;

/** True when the cursor may have expired. Zoom's expires after 15 minutes; other vendors do not say. */
const isStaleCursor = (error: unknown): boolean =>
  error instanceof VendorError && error.status !== null && [400, 404, 410, 422].includes(error.status);

/**
 * Reads a call log for the run's period, from its cursor.
 * @returns the progress with the run completed. @throws VendorError, NotStoredError, or the signal's reason.
 */
export async function readCallLog(progress: Progress, run: Run, options: RunOptions): Promise<Progress> {
  try {
    await pages(progress, run, options);
  } catch (error) {
    if (run.cursor === null || !isStaleCursor(error)) throw error;
    await pages(progress, { ...run, cursor: null }, options);
  }
  const { proven } = progress;
  const isJoined = proven !== null && run.from <= proven.to;
  const done: Progress = {
    sourceId: progress.sourceId,
    proven: { from: isJoined ? Math.min(proven.from, run.from) : run.from, to: run.to },
    run: null,
  };
  await options.save(done);
  return done;
}

async function pages(progress: Progress, run: Run, options: RunOptions): Promise<void> {
  const { log, source, signal, attempt } = options;
  await options.save({ ...progress, run });
  for await (const { records, next } of log.list(run, { source, signal, attempt })) {
    signal.throwIfAborted();
    const entries = records.flatMap((record) => logDelivery(log, source.id, record, options.now()) ?? []);
    const results = await Promise.all(entries.map(options.append));
    if (results.some(({ outcome }) => outcome === 'unavailable'))
      throw new NotStoredError('The calls that were found could not be stored.');
    if (next !== null) await options.save({ ...progress, run: { ...run, cursor: next } });
  }
}
