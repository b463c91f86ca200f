/** Keeps one source's call log looked through, and says what is known and what is not. */
import type { SourceCompleteness } from '#shared/contract/catch-up.ts';
import type { CompletenessReasonCode, VendorFault } from '#shared/contract/feed-reason.ts';
import { dayMs, iso, isoOrNull } from '#shared/util/instant.ts';
import { VendorError } from '../providers/contract/vendor-error.ts';
import type { Progress } from './progress.ts';
import { type RunOptions, readCallLog } from './run.ts';

export interface SourceCatchUpOptions extends RunOptions {
  /** What the vendor's list cannot tell; null where it tells everything. */
  limitation: string | null;
  progress: Progress;
  /** Calls are kept for so long; older ones are not asked for. */
  retentionMs(): number;
  /** Calls first heard of since then that no webhook told of, when all that was found is processed. */
  foundSince(startedAt: number): Promise<number>;
  onChange(): void;
}

/** Asked for again, because a call that was under way is listed when it is over; no caller waits so long for an answer. */
const overlapMs = 10 * 60_000;
/** How far back the first run looks. */
const firstRunMs = dayMs;
const intervalMs = 60 * 60_000;
const retryMs = [60_000, 5 * 60_000, 15 * 60_000] as const;

const fixes: Readonly<Record<VendorFault, string>> = {
  refused: 'Enter new API credentials for this phone system in Settings.',
  limited: 'It is tried again by itself.',
  unreachable: 'Check the network connection; it is tried again by itself.',
  missing: 'Check the account in the API credentials.',
  failed: 'It is tried again by itself.',
};

interface Failure {
  reason: string;
  reasonCode: CompletenessReasonCode;
  fix: string;
}

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
  /** Something happened while a run was under way that it may not have seen. */
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
      // What is refused stays refused until somebody changes it.
      const isRefused = error instanceof VendorError && error.fault === 'refused';
      const retryAfter = error instanceof VendorError ? error.retryAfterMs : null;
      plan(isRefused ? intervalMs : Math.max(retryAfter ?? 0, retryMs[failures] ?? intervalMs));
      failures += 1;
    }
  };

  /** Begins a run, or joins the one under way. Never rejects. */
  const check = (): Promise<void> => {
    if (signal.aborted) return Promise.resolve();
    if (timer) clearTimeout(timer);
    if (running) return running;
    // Known before the run begins: its first step is told already.
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
    /** Something may have been lost until this moment. */
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
    reason: 'What the call log told could not be kept.',
    reasonCode: 'not-stored',
    fix: 'It is tried again by itself; see what the problems above say of the database.',
  };
}
