/**
 * Catch-up: reads each source's call log at the start, after sleep and outages, and hourly. A run begins where the last one
 * ended without a gap. The calls that it finds go through the inbox like webhooks.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { LiveSource } from '#shared/config/sources.ts';
import type { Completeness } from '#shared/contract/catch-up.ts';
import type { SystemEvent } from '#shared/contract/system.ts';
import { isSameData } from '#shared/util/same-data.ts';
import { StoreError } from '../database/store-error.ts';
import type { Inbox } from '../intake/inbox.ts';
import type { AskStore } from '../methods/handler.ts';
import { providers } from '../providers/index.ts';
import type { Clock } from '../util/clock.ts';
import { type AttemptOptions, createAttempt } from './attempt.ts';
import { summarize, uncheckedSource } from './completeness.ts';
import type { Progress, ProgressMethods } from './progress.ts';
import { createSourceCatchUp, type SourceCatchUp } from './source-catch-up.ts';

export interface CatchUpOptions {
  sources: readonly LiveSource[];
  clock: Clock;
  /** Current retention of calls, in milliseconds. */
  retentionMs(): number;
  append: Inbox['append'];
  store: AskStore<ProgressMethods>;
  /** Called when runs begin and end. Late calls wait for the end, to share one notification. */
  onRunning(isRunning: boolean): void;
  onCompleteness(completeness: Completeness): void;
  /** Called for an error that catch-up survives; for the log. */
  onUnexpectedError(during: string, error: unknown): void;
  /** Replaced in tests. */
  wait?: AttemptOptions['wait'];
}

/** Pause between attempts to load the progress while the database cannot be opened. */
const reloadMs = 5000;
/** Longest time until a requested run is answered. The run itself continues. */
const answerMs = 100_000;

/** A source in catch-up. `end` stops it. */
interface Active {
  source: LiveSource;
  catchUp: SourceCatchUp;
  end: AbortController;
}

/** Creates the catch-up of all sources. Call `start` once. */
export function createCatchUp(options: CatchUpOptions) {
  const { clock, store } = options;
  let { sources } = options;
  const wait = options.wait ?? ((ms, signal) => pause(ms, undefined, { signal, ref: false }));
  const stopping = new AbortController();
  const { signal } = stopping;
  const active = new Map<string, Active>();
  const activeOnes = (): SourceCatchUp[] => [...active.values()].map(({ catchUp }) => catchUp);
  let backlog = 0;
  const processed: (() => void)[] = [];
  let wasRunning = false;

  const onBacklog = (now: number): void => {
    backlog = now;
    if (now > 0) return;
    for (const resolve of processed.splice(0)) resolve();
  };
  /** Resolves when all appended deliveries are processed. */
  const allProcessed = (): Promise<void> =>
    backlog === 0 || signal.aborted
      ? Promise.resolve()
      : new Promise((resolve) => {
          processed.push(resolve);
        });

  const current = (): Completeness =>
    summarize(sources.map((source) => active.get(source.id)?.catchUp.current() ?? uncheckedSource(source)));

  let lastEmitted = '';
  const emit = (): void => {
    const isRunning = activeOnes().some((one) => one.isRunning());
    if (isRunning !== wasRunning) options.onRunning(isRunning);
    wasRunning = isRunning;
    const completeness = current();
    const text = JSON.stringify(completeness);
    if (text !== lastEmitted && !signal.aborted) options.onCompleteness(completeness);
    lastEmitted = text;
  };

  const activate = (source: LiveSource, progress: Progress | undefined): Active[] => {
    const { callLog, description } = providers[source.provider];
    if (!callLog || uncheckedSource(source).state !== 'checking') return [];
    const end = new AbortController();
    const ended = AbortSignal.any([signal, end.signal]);
    const catchUp = createSourceCatchUp({
      source,
      log: callLog,
      limitation: description.callLog?.limitation ?? null,
      progress: progress ?? { sourceId: source.id, proven: null, run: null },
      retentionMs: options.retentionMs,
      signal: ended,
      attempt: createAttempt({ signal: ended, wait, random: Math.random }),
      now: () => clock.now(),
      append: (entry) => new Promise((resolve) => options.append(entry, resolve)),
      save: (saved) => store('catchUp.save', saved),
      async foundSince(since) {
        await allProcessed();
        return await store('catchUp.foundLater', { sourceId: source.id, since });
      },
      onChange: emit,
    });
    return [{ source, catchUp, end }];
  };

  /** Loads the progress of the sources that are not active yet, and starts their runs. */
  const load = async (): Promise<void> => {
    let lastError = '';
    while (!signal.aborted) {
      try {
        const rows = await store('catchUp.load', undefined);
        const begun = sources
          .filter(({ id }) => !active.has(id))
          .flatMap((source) =>
            activate(
              source,
              rows.find(({ sourceId }) => sourceId === source.id),
            ),
          );
        for (const one of begun) active.set(one.source.id, one);
        for (const { catchUp } of begun) void catchUp.check();
        break;
      } catch (error) {
        // A closed database is reported as a separate problem. The same error is logged once.
        if (!signal.aborted && !(error instanceof StoreError) && String(error) !== lastError) {
          lastError = String(error);
          options.onUnexpectedError('loading the progress of catch-up', error);
        }
        await wait(reloadMs, signal).catch(() => {});
      }
    }
    emit();
  };
  let loading: Promise<void> = Promise.resolve();

  const checkAgain = (): void => {
    for (const one of activeOnes()) void one.checkAgain();
  };

  return {
    start(): void {
      loading = load();
    },
    /** Replaces the sources. The run of an unchanged source continues. */
    setSources(next: readonly LiveSource[]): void {
      if (isSameData(next, sources)) return;
      sources = next;
      const ended = [...active.values()].filter(
        ({ source }) => !next.some((other) => isSameData(other, source)),
      );
      for (const { source, end } of ended) {
        active.delete(source.id);
        end.abort();
      }
      emit();
      loading = loading.then(async () => {
        await Promise.all(ended.map(({ catchUp }) => catchUp.stop()));
        await load();
      });
    },
    /** Emits the current completeness again. */
    emitCurrent: (): void => options.onCompleteness(current()),
    onBacklog,
    /** Called when the public address works again: calls sent meanwhile may be lost. */
    onReachable: checkAgain,
    system(event: SystemEvent): void {
      if (event === 'resume') checkAgain();
      if (event === 'network-changed')
        for (const one of activeOnes()) if (one.current().state === 'failed') void one.check();
    },
    /** Runs catch-up now, for one source or for all. Resolves at the end, or after {@link answerMs} with what is known then. */
    async run(sourceId?: string): Promise<Completeness> {
      const wanted = [...active].filter(([id]) => sourceId === undefined || id === sourceId);
      const done = Promise.all(wanted.map(([, { catchUp }]) => catchUp.checkAgain()));
      await Promise.race([done, pause(answerMs, undefined, { signal, ref: false }).catch(() => {})]);
      return current();
    },
    async stop(): Promise<void> {
      stopping.abort();
      for (const resolve of processed.splice(0)) resolve();
      await Promise.all(activeOnes().map((one) => one.stop()));
    },
  };
}
export type CatchUp = ReturnType<typeof createCatchUp>;
