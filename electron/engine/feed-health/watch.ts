/** The regular check of all webhooks: at the start, after a sleep, and every half hour. */
import { isDeepStrictEqual } from 'node:util';
import type { LiveSource } from '#shared/config/sources.ts';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import { missingCredentials } from '#shared/providers/index.ts';
import { iso } from '#shared/util/instant.ts';
import { isSameData } from '#shared/util/same-data.ts';
import { StoreError } from '../database/store-error.ts';
import { type Finding, RepairError, type SubscriptionApi } from '../providers/contract/subscription.ts';
import { VendorError } from '../providers/contract/vendor-error.ts';
import { providers } from '../providers/index.ts';
import type { Clock } from '../util/clock.ts';
import type { SubscriptionHistory } from './history.ts';
import { judge } from './judge.ts';

export interface WatchOptions {
  /** The sources whose transport is the webhook. */
  sources: readonly LiveSource[];
  clock: Clock;
  history(): Promise<SubscriptionHistory[]>;
  onChange(): void;
  /** Called for an error that the watch survives; for the log. */
  onUnexpectedError(during: string, error: unknown): void;
}

export interface Watch {
  states(): SubscriptionState[];
  /** Called when an event arrived: silent sources are judged again. */
  onEvent(): void;
  /** Called after a sleep, in which nothing could arrive. */
  onResume(): void;
  /** Called when the tunnel is lost or restored. An unreachable time is not the vendor's silence. */
  onReachability(isReachable: boolean): void;
  /** Asks the vendors. Resolves when all sources are judged. */
  check(): Promise<void>;
  /** Replaces the sources. The state of an unchanged one stays. */
  setSources(sources: readonly LiveSource[]): void;
  /** Repairs a webhook at the vendor. @throws VendorError, RepairError */
  repair(sourceId: string): Promise<void>;
  /** Whether {@link move} can be tried. */
  canMove(sourceId: string): boolean;
  /** Changes the address at the vendor. @throws VendorError, RepairError */
  move(sourceId: string, from: string, to: string): Promise<void>;
  stop(): Promise<void>;
}

const everyMs = 30 * 60_000;
const eventDelayMs = 1000;

interface Watched {
  source: LiveSource;
  api: SubscriptionApi | null;
  finding: Finding | null;
  fault: VendorError | null;
  state: SubscriptionState;
}

/** Starts the checks. */
export function startWatch({ sources, clock, history, onChange, onUnexpectedError }: WatchOptions): Watch {
  const ending = new AbortController();
  let watchingSince = clock.now();
  let underWay: Promise<void> = Promise.resolve();
  let eventTimer: NodeJS.Timeout | null = null;

  const watch = (source: LiveSource): Watched => {
    const { subscription } = providers[source.provider];
    const missing = missingCredentials(source.provider, (name) => Boolean(source.credentials[name]));
    return {
      source,
      api: subscription && missing.length === 0 ? subscription(source, () => clock.now()) : null,
      finding: null,
      fault: null,
      state: {
        sourceId: source.id,
        transport: 'webhook',
        state: 'unknown',
        reason: null,
        reasonCode: null,
        fix: null,
        canRepair: false,
        since: iso(clock.now()),
      },
    };
  };
  let watched = sources.map(watch);

  const ask = async (one: Watched): Promise<void> => {
    if (!one.api) return;
    try {
      one.finding = await one.api.check(ending.signal);
      one.fault = null;
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      // The last report may be out of date.
      one.finding = null;
      one.fault = error;
    }
  };

  const judgeAll = async (): Promise<void> => {
    const histories = new Map((await history()).map((one) => [one.sourceId, one]));
    const now = clock.now();
    let isChanged = false;
    for (const one of watched) {
      const { source, finding, fault } = one;
      const known = histories.get(source.id) ?? {
        sourceId: source.id,
        lastEventAt: null,
        lastHandshakeAt: null,
        hours: [],
      };
      const next = judge({ source, finding, fault, history: known, watchingSince, now });
      const { state } = one.state;
      if (isDeepStrictEqual({ ...one.state, ...next }, one.state)) continue;
      isChanged = true;
      const since = next.state === state ? one.state.since : iso(now);
      one.state = { ...one.state, ...next, since };
    }
    if (isChanged && !ending.signal.aborted) onChange();
  };

  /** Runs work in sequence: two checks at once would count twice against the vendor's limits. */
  const enqueue = (work: () => Promise<void>): Promise<void> => {
    underWay = underWay.then(async () => {
      if (!ending.signal.aborted) await work();
    });
    const result = underWay;
    // A failed check must not fail the next one. Its caller gets the error.
    underWay = underWay.catch(() => {});
    return result;
  };
  const check = (asked: () => readonly Watched[] = () => watched): Promise<void> =>
    enqueue(async () => {
      await Promise.all(asked().map(ask));
      await judgeAll();
    });
  /** Reports an error, except the store's: that is a separate problem, and the next check follows on schedule. */
  const onFailure = (error: unknown): void => {
    if (!ending.signal.aborted && !(error instanceof StoreError))
      onUnexpectedError('checking the webhooks', error);
  };
  const checkQuietly = (): void => void check().catch(onFailure);
  const timer = setInterval(checkQuietly, everyMs);
  checkQuietly();

  return {
    states: () => watched.map(({ state }) => state),
    onEvent() {
      if (eventTimer || watched.every(({ state }) => state.state === 'healthy')) return;
      eventTimer = setTimeout(() => {
        eventTimer = null;
        void enqueue(judgeAll).catch(onFailure);
      }, eventDelayMs);
    },
    onResume() {
      watchingSince = clock.now();
      checkQuietly();
    },
    onReachability(isReachable) {
      watchingSince = isReachable ? clock.now() : Number.POSITIVE_INFINITY;
    },
    check: () => check(),
    setSources(next) {
      const before = watched;
      watched = next.map((source) => before.find((one) => isSameData(one.source, source)) ?? watch(source));
      const added = watched.filter((one) => !before.includes(one));
      if (added.length > 0) void check(() => added).catch(onFailure);
    },
    repair: (sourceId) =>
      enqueue(async () => {
        const one = watched.find(({ source }) => source.id === sourceId);
        if (!one?.api)
          throw new RepairError('not-repairable', one?.state.fix ?? 'This cannot be brought back from here.');
        await one.api.repair(ending.signal);
        await ask(one);
        await judgeAll();
      }),
    canMove: (sourceId) =>
      watched.some(({ source, api }) => source.id === sourceId && api?.move !== undefined),
    move: (sourceId, from, to) =>
      enqueue(async () => {
        const one = watched.find(({ source }) => source.id === sourceId);
        if (!one?.api?.move)
          throw new RepairError('not-repairable', 'Change the address in the phone system.');
        await one.api.move(from, to, ending.signal);
      }),
    async stop() {
      ending.abort();
      clearInterval(timer);
      if (eventTimer) clearTimeout(eventTimer);
      await underWay;
    },
  };
}
