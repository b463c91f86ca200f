/**
 * Catch-up: at the start, after sleep and outages, and hourly, each source's call log is looked through since the last moment
 * up to which everything is known, and what it tells goes through the inbox like any webhook.
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
  /** How long calls are kept, at the moment. */
  retentionMs(): number;
  append: Inbox['append'];
  store: AskStore<ProgressMethods>;
  /** Late calls wait for the end of it, to be told together. */
  onRunning(isRunning: boolean): void;
  onCompleteness(completeness: Completeness): void;
  /** Something failed that should not; catch-up goes on. For the log. */
  onUnexpectedError(during: string, error: unknown): void;
  /** For tests. */
  wait?: AttemptOptions['wait'];
}

/** Between attempts to read how far it was looked through, while the database cannot be opened. */
const reloadMs = 5000;
/** The answer to a request for a run; the run itself goes on. */
const answerMs = 100_000;

/** A source whose call log is looked through, until `end`. */
interface Active {
  source: LiveSource;
  catchUp: SourceCatchUp;
  end: AbortController;
}

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
  /** What was appended before has become calls. */
  const allProcessed = (): Promise<void> =>
    backlog === 0 || signal.aborted
      ? Promise.resolve()
      : new Promise((resolve) => {
          processed.push(resolve);
        });

  const current = (): Completeness =>
    summarize(sources.map((source) => active.get(source.id)?.catchUp.current() ?? uncheckedSource(source)));

  let lastTold = '';
  const tell = (): void => {
    const isRunning = activeOnes().some((one) => one.isRunning());
    if (isRunning !== wasRunning) options.onRunning(isRunning);
    wasRunning = isRunning;
    const completeness = current();
    const text = JSON.stringify(completeness);
    if (text !== lastTold && !signal.aborted) options.onCompleteness(completeness);
    lastTold = text;
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
      onChange: tell,
    });
    return [{ source, catchUp, end }];
  };

  /** Reads how far it was with the sources that are not looked through yet, and begins. */
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
        // A database that is not open yet is told as a problem of its own. The same error is logged once.
        if (!signal.aborted && !(error instanceof StoreError) && String(error) !== lastError) {
          lastError = String(error);
          options.onUnexpectedError('reading how far the call logs were looked through', error);
        }
        await wait(reloadMs, signal).catch(() => {});
      }
    }
    tell();
  };
  let loading: Promise<void> = Promise.resolve();

  const checkAgain = (): void => {
    for (const one of activeOnes()) void one.checkAgain();
  };

  return {
    start(): void {
      loading = load();
    },
    /** Looks through other sources from now on; a run of one that is the same as before goes on. */
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
      tell();
      loading = loading.then(async () => {
        await Promise.all(ended.map(({ catchUp }) => catchUp.stop()));
        await load();
      });
    },
    /** Tells again what is known. */
    tellAgain: (): void => options.onCompleteness(current()),
    onBacklog,
    /** The public address works again: what was sent meanwhile may be lost. */
    onReachable: checkAgain,
    system(event: SystemEvent): void {
      if (event === 'resume') checkAgain();
      if (event === 'network-changed')
        for (const one of activeOnes()) if (one.current().state === 'failed') void one.check();
    },
    /** Looks now, of one source or of all; answers when it is done, or after a while with what is known then. */
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
