/** The open database and everything that works on it, on one connection: intake, worker, queries and commands. */
import { type EngineMethod, engineMethods } from '#shared/contract/engine-protocol.ts';
import {
  type CatchUpMethod,
  createProgressTable,
  type FoundLaterRequest,
  type Progress,
} from '../catch-up/progress.ts';
import { finishCheckpoint } from '../database/checkpoint.ts';
import { takeOverSyncing } from '../database/log-sync.ts';
import { type OnMigration, type OpenedStore, openStore } from '../database/open.ts';
import { optimize } from '../database/statistics.ts';
import { createSubscriptionHistory, type SubscriptionMethod } from '../feed-health/history.ts';
import { createFollowUpCommands } from '../follow-ups/commands.ts';
import { createQueries } from '../follow-ups/queries.ts';
import { createAppender } from '../intake/append.ts';
import { createDeliveryQueries } from '../intake/delivery-queries.ts';
import { createUnstoredLog } from '../intake/quarantine.ts';
import { createTestCalls } from '../processing/test-calls.ts';
import { createWorker, type WorkerOptions } from '../processing/worker.ts';
import { createRetention } from '../retention/retention.ts';
import { createSecretUses } from '../sources/secret-uses.ts';
import type { Clock } from '../util/clock.ts';
import type { StoreConfiguration } from './protocol.ts';
import { createStoredSources } from './sources.ts';

export interface StoreOptions {
  dataFolder: string;
  configuration: StoreConfiguration;
  clock: Clock;
  onUnreadable: WorkerOptions['onUnreadable'];
  onMigration?: OnMigration;
  /** What nobody waited for could not be synced. */
  onSyncFailed(error: unknown): void;
}

/** What the store answers; what goes over the network is none of its business. */
type StoreMethod = Exclude<
  EngineMethod,
  | 'simulator.send'
  | 'tunnel.test'
  | 'tunnel.reconnect'
  | 'catchUp.run'
  | 'subscriptions.list'
  | 'subscriptions.repair'
>;

/** @throws StoreError when the database cannot be opened now. */
export function createStore({
  dataFolder,
  configuration,
  clock,
  onUnreadable,
  onMigration,
  onSyncFailed,
}: StoreOptions) {
  const opened: OpenedStore = openStore(dataFolder, clock.now(), onMigration);
  const { db } = opened;
  let { settings } = configuration;
  let sources = createStoredSources(configuration.sources);
  const queries = createQueries(db);
  const rewrite = db.prepare('UPDATE progress SET processed_through = processed_through');
  const log = takeOverSyncing(db, { onSynced: () => worker.onSynced(), onError: onSyncFailed });
  const subscriptionHistory = createSubscriptionHistory(db);
  const worker = createWorker({
    db,
    clock,
    settings: () => settings,
    sourceOf: (id) => sources.get(id),
    sync: log.sync,
    onCall: subscriptionHistory.note,
    onUnreadable,
  });
  const deliveries = createDeliveryQueries(db);
  const unstored = createUnstoredLog(db);
  const testCalls = createTestCalls(db, worker.followUps);
  const commands = createFollowUpCommands(db, worker.followUps, queries);
  const backlog = db
    .prepare<[], number>(
      "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'deliveries'), 0) - processed_through FROM progress",
    )
    .pluck();

  const catchUp = createProgressTable(db);
  /** For what must not be undone by a power failure. */
  const durably = <T>(action: () => T): T => {
    const value = action();
    log.sync();
    return value;
  };
  /** For what may be: it is told or counted once more. */
  const soon =
    <P>(action: (value: P) => void) =>
    (value: P): void => {
      action(value);
      log.syncLater();
    };
  const answer: {
    [M in StoreMethod | CatchUpMethod | SubscriptionMethod]: (params: unknown) => unknown;
  } = {
    'calls.list': (params) => queries.listCalls(engineMethods['calls.list'].request.parse(params)),
    'calls.get': (params) => queries.getCall(engineMethods['calls.get'].request.parse(params).id),
    'calls.removeTests': () => ({ removed: durably(testCalls.remove) }),
    'deliveries.list': (params) => deliveries.list(engineMethods['deliveries.list'].request.parse(params)),
    'deliveries.get': (params) =>
      deliveries.get(Number(engineMethods['deliveries.get'].request.parse(params).id)),
    'deliveries.reprocess': (params) => {
      const { ids, dryRun } = engineMethods['deliveries.reprocess'].request.parse(params);
      return { results: durably(() => worker.reprocess(ids, dryRun)) };
    },
    'sources.getHealth': () => deliveries.health(sources.fingerprints, clock.now()),
    'followUps.list': (params) =>
      queries.listFollowUps(engineMethods['followUps.list'].request.parse(params)),
    'followUps.close': (params) =>
      durably(() =>
        commands.close(Number(engineMethods['followUps.close'].request.parse(params).id), clock.now()),
      ),
    'followUps.reopen': (params) =>
      durably(() => commands.reopen(Number(engineMethods['followUps.reopen'].request.parse(params).id))),
    'summary.get': () => queries.summary(),
    'subscriptions.history': () => subscriptionHistory.of(sources.fingerprints.keys(), clock.now()),
    'catchUp.load': () => catchUp.load(),
    'catchUp.save': (params) => durably(() => catchUp.save(params as Progress)),
    'catchUp.foundLater': (params) => {
      const { sourceId, since } = params as FoundLaterRequest;
      return catchUp.foundLater(sourceId, since);
    },
  };

  const append = createAppender({
    db,
    sync: log.sync,
    readerOf: (id, origin) => sources.readerOf(id, origin),
    acceptedStatusOf: (id) => sources.acceptedStatusOf(id),
  });

  return {
    replaced: opened.replaced,
    /** Works by another configuration from now on. @throws the SQLite error; the configuration holds all the same. */
    configure(next: StoreConfiguration): void {
      settings = next.settings;
      sources = createStoredSources(next.sources);
      worker.onSettingsChanged();
      log.syncLater();
    },
    /** Durable when it returns. @throws the SQLite error when nothing of the batch was stored. */
    append,
    /** A slice of the worker's work, see `slice` in processing/worker.ts. @throws the SQLite error; nothing was done then. */
    slice(limit: number) {
      const done = worker.slice(limit);
      log.syncLater();
      return done;
    },
    recordUnstored: soon(unstored.record),
    trimUnstored: unstored.trim,
    /** What the host did with notifications. */
    settle: soon(worker.settle),
    worker,
    queries,
    deliveries,
    retention: createRetention(db, () => settings.retention, subscriptionHistory.forgetOld),
    optimize: (): void => optimize(db),
    finishCheckpoint: (): void => finishCheckpoint(db),
    noteSecretUses: soon(createSecretUses(db)),
    /** Deliveries that the worker has not looked at. */
    backlog: (): number => backlog.get() ?? 0,
    /** Commits without a change. @throws the SQLite error when nothing can be written now. */
    proveWritable: (): void => durably(() => void rewrite.run()),
    /** @throws Error for an unknown method, ZodError for wrong parameters. */
    request(method: string, params: unknown): unknown {
      if (!Object.hasOwn(answer, method)) throw new Error(`Unknown method ${method}`);
      return answer[method as keyof typeof answer](params);
    },
    close(): void {
      log.close();
      db.close();
      opened.release();
    },
  };
}
export type Store = ReturnType<typeof createStore>;
