/** Catch-up of one source: its runs, their schedule, and how complete its calls are. */
import type { SourceCompleteness } from '#shared/contract/catch-up.ts';
import type { CompletenessReasonCode, VendorFault } from '#shared/contract/feed-reason.ts';
import { dayMs, iso, isoOrNull } from '#shared/util/instant.ts';
import { VendorError } from '../providers/contract/vendor-error.ts';
import type { Progress } from './progress.ts';
import { type RunOptions, readCallLog } from './run.ts';

export interface SourceCatchUpOptions extends RunOptions {
  /** What the vendor's list lacks; null when it is complete. */
  limitation: string | null;
  progress: Progress;
  /** Retention of calls, in milliseconds. Older calls are not requested. */
  retentionMs(): number;
  /** The number of calls first received since then that no webhook reported. Resolves when all found calls are processed. */
  foundSince(startedAt: number): Promise<number>;
  onChange(): void;
}

/** Overlap of two runs. A call is listed only when it is over, and no call rings longer than this. */
const overlapMs = 10 * 60_000;
/** Period of the first run. */
const firstRunMs = dayMs;
const intervalMs = 60 * 60_000;
const retryMs = [60_000, 5 * 60_000, 15 * 60_000] as const;

const fixes: Readonly<Record<VendorFault, string>> = {
  refused: 'Enter new API credentials for this phone system in Settings.',
  limited: 'Ringback will retry automatically.',
  unreachable: 'Check the network connection. Ringback will retry automatically.',
  missing: 'Check the account in the API credentials.',
  failed: 'Ringback will retry automatically.',
};

interface Failure {
  reason: string;
  reasonCode: CompletenessReasonCode;
  fix: string;
}

/** Creates the catch-up of one source. Nothing runs before `check`. */
export function createSourceCatchUp(options: SourceCatchUpOptions) {
  const { source, log, limitation, signal, now, onChange } = options;
  let { progress } = options;
  let state: SourceCompleteness['state'] = limitation === null ? 'checking' : 'unsupported';
  let failure: Failure | null = null;
  let failures = 0;
  let foundLater = 0;
  let nextCheckAt: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let isRunning = false;
  /** True when calls may have been missed during the current run, after it read that period. */
  let isOutdated = false;

  const newRun = (): NonNullable<Progress['run']> => {
    const to = now();
    const { proven } = progress;
    const earliest = to - Math.min(options.retentionMs(), log.reachesBackMs ?? Number.POSITIVE_INFINITY);
    const wanted = proven === null ? to - firstRunMs : Math.min(proven.to, to) - overlapMs;
    return { from: Math.max(wanted, earliest), to, startedAt: to, cursor: null };
  };

  const look = async (): Promise<void> => {
    const interrupted = progress.run;
    if (interrupted) progress = await readCallLog(progress, interrupted, options);
    progress = await readCallLog(progress, newRun(), options);
  };

  const plan = (ms: number): void => {
    if (signal.aborted) return;
    if (timer) clearTimeout(timer);
    nextCheckAt = now() + ms;
    timer = setTimeout(() => void check(), ms);
  };

  const work = async (): Promise<void> => {
    state = 'checking';
    onChange();
    try {
      const startedAt = progress.run?.startedAt ?? now();
      do {
        isOutdated = false;
        await look();
        foundLater = await options.foundSince(startedAt);
      } while (isOutdated);
      state = limitation === null ? 'complete' : 'unsupported';
      failure = null;
      failures = 0;
      plan(intervalMs);
    } catch (error) {
      if (signal.aborted) return;
      state = 'failed';
      failure = explain(error);
      // Refused credentials stay refused until somebody changes them: retry only hourly.
      const isRefused = error instanceof VendorError && error.fault === 'refused';
      const retryAfter = error instanceof VendorError ? error.retryAfterMs : null;
      plan(isRefused ? intervalMs : Math.max(retryAfter ?? 0, retryMs[failures] ?? intervalMs));
      failures += 1;
    }
  };

  /** Starts a run, or joins the current one. Never rejects. */
  const check = (): Promise<void> => {
    if (signal.aborted) return Promise.resolve();
    if (timer) clearTimeout(timer);
    if (running) return running;
    // Set before the run starts, because its first step already emits a change.
    isRunning = true;
    running = work().finally(() => {
      isRunning = false;
      running = null;
      onChange();
    });
    return running;
  };

  return {
    check,
    /** Checks up to now: a run that has already begun is followed by another one. */
    checkAgain(): Promise<void> {
      if (running) isOutdated = true;
      return check();
    },
    isRunning: (): boolean => isRunning,
    stop(): Promise<void> {
      if (timer) clearTimeout(timer);
      return running ?? Promise.resolve();
    },
    current(): SourceCompleteness {
      const proven = limitation === null ? progress.proven : null;
      return {
        sourceId: source.id,
        state,
        from: proven && iso(proven.from),
        to: proven && iso(proven.to),
        reason: failure?.reason ?? limitation,
        reasonCode: failure?.reasonCode ?? (limitation === null ? null : 'limitation'),
        fix: failure?.fix ?? null,
        foundLater,
        nextCheckAt: isoOrNull(nextCheckAt),
      };
    },
  };
}
export type SourceCatchUp = ReturnType<typeof createSourceCatchUp>;

function explain(error: unknown): Failure {
  if (error instanceof VendorError)
    return { reason: error.message, reasonCode: error.fault, fix: fixes[error.fault] };
  return {
    reason: 'The calls from the call log could not be stored.',
    reasonCode: 'not-stored',
    fix: 'Ringback will retry automatically. See the database problem above.',
  };
}
