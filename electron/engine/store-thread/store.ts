/** The open database and everything that works on it, on one connection: intake, worker, queries and commands. */
import type { EngineParams, EngineResponse } from '#shared/contract/engine-protocol.ts';
import { createOutsideLineSearch } from '../calls/outside-line.ts';
import { createCallQueries } from '../calls/queries.ts';
import { createProgressTable } from '../catch-up/progress.ts';
import { finishCheckpoint } from '../database/checkpoint.ts';
import { type DatabaseIdentity, forgetIdentity, takeIdentity, withEmptyLog } from '../database/identity.ts';
import { takeOverSyncing } from '../database/log-sync.ts';
import { isTaken, type OnMigration, type OpenedStore, openStore } from '../database/open.ts';
import { type Replacement, rescue } from '../database/replace.ts';
import { optimize } from '../database/statistics.ts';
import { createSubscriptionHistory } from '../feed-health/history.ts';
import { createActLog } from '../follow-ups/acts.ts';
import { createFollowUpCommands } from '../follow-ups/commands.ts';
import { createFollowUpQueries } from '../follow-ups/queries.ts';
import { createAppender } from '../intake/append.ts';
import { createDeliveryQueries } from '../intake/delivery-queries.ts';
import { createQuarantine } from '../intake/quarantine.ts';
import { createRefusedRequests } from '../intake/refused-requests.ts';
import type { StoreHandler } from '../methods/handler.ts';
import { createTestCalls } from '../processing/test-calls.ts';
import { createWorker, type WorkerOptions } from '../processing/worker.ts';
import { createKnownTime } from '../retention/known-time.ts';
import { createRetention } from '../retention/retention.ts';
import { createAddressTable } from '../sources/address-table.ts';
import { createSourceHealth } from '../sources/health.ts';
import { createSecretUses } from '../sources/secret-uses.ts';
import { createSummary } from '../summary/summary.ts';
import type { Clock } from '../util/clock.ts';
import {
  internalHandlers,
  type StoreContext,
  type StoreInternals,
  type StoreMethod,
  storeHandlers,
} from './handlers.ts';
import type { StoreConfiguration } from './protocol.ts';
import { createStoredSources } from './sources.ts';

export interface StoreOptions {
  dataFolder: string;
  configuration: StoreConfiguration;
  clock: Clock;
  onUnreadable: WorkerOptions['onUnreadable'];
  onMigration?: OnMigration;
  /** What was put in the place of the database just before. */
  replaced?: Replacement | null;
  onReprocessed: StoreContext['onReprocessed'];
  /** What nobody waited for could not be synced. */
  onSyncFailed(error: unknown): void;
  /** Syncs a file's data. @throws the file system's error. */
  syncFile?(descriptor: number): void;
  /** The log was emptied, and its file is smaller now. */
  onLogRenewed?(): void;
}

/** @throws StoreError when the database cannot be opened now. */
export function createStore({
  dataFolder,
  configuration,
  clock,
  onUnreadable,
  onMigration,
  replaced = null,
  onReprocessed,
  onSyncFailed,
  onLogRenewed = () => {},
  syncFile,
}: StoreOptions) {
  const opened: OpenedStore = openStore(dataFolder, clock.now(), onMigration);
  const { db } = opened;
  let identity = takeIdentity(db);
  let { settings } = configuration;
  let sources = createStoredSources(configuration.sources);
  const rewrite = db.prepare('UPDATE progress SET processed_through = processed_through');
  const onRenewed = (): void => {
    identity = withEmptyLog(identity);
    onLogRenewed();
  };
  const log = takeOverSyncing(db, {
    onSynced: () => worker.onSynced(),
    onError: onSyncFailed,
    onRenewed,
    ...(syncFile ? { syncFile } : {}),
  });
  const history = createSubscriptionHistory(db);
  const knownTime = createKnownTime({ db, now: clock.now });
  const worker = createWorker({
    db,
    clock,
    settings: () => settings,
    sourceOf: (id) => sources.get(id),
    sync: log.sync,
    onCall: history.note,
    onUnreadable,
  });
  const quarantine = createQuarantine(db);
  const exchanged = opened.replaced ?? replaced;
  if (exchanged?.salvaged?.isComplete === false) worker.followUps.foldEveryone();
  const calls = createCallQueries(db);
  const acts = createActLog(db);
  const followUps = createFollowUpQueries({ db, calls, acts, clock });
  const commands = createFollowUpCommands({
    ...{ db, acts, clock },
    followUps: worker.followUps,
    queries: followUps,
  });
  const summary = createSummary(db, calls, followUps);
  const health = createSourceHealth(db);
  const context: StoreContext = {
    calls,
    findOutsideLine: createOutsideLineSearch(db, () => settings),
    removeTestCalls: createTestCalls(db, worker.followUps).remove,
    deliveries: createDeliveryQueries(db),
    reprocess: worker.reprocess,
    onReprocessed,
    followUps: { ...followUps, ...commands },
    summary: summary.get,
    sourceHealth: () => health(sources.fingerprints, clock.now()),
    progress: createProgressTable(db),
    addresses: createAddressTable(db),
    refused: createRefusedRequests(db),
    subscriptionHistory: () => history.of(sources.fingerprints.keys(), clock.now()),
  };
  const backlog = db
    .prepare<[], number>(
      "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'deliveries'), 0) - processed_through FROM progress",
    )
    .pluck();

  /** For what may be undone by a power failure: it is told or counted once more. */
  const withLaterSync =
    <P>(action: (value: P) => void) =>
    (value: P): void => {
      action(value);
      log.syncLater();
    };
  const answer = <P, R>(handler: StoreHandler<P, R, StoreContext>, params: P): R => {
    const response = handler.run(params, context);
    if (handler.durable) log.sync();
    handler.afterwards?.(response, params, context);
    return response;
  };

  const appendAll = createAppender({
    db,
    sync: log.sync,
    readerOf: (id, origin) => sources.readerOf(id, origin),
    acceptedStatusOf: (id) => sources.acceptedStatusOf(id),
  });

  return {
    replaced: exchanged,
    identity: (): DatabaseIdentity => identity,
    /** Whether another engine has taken the folder: this one's lock was removed. */
    isFolderTaken: (): boolean => !opened.isOurs() && isTaken(dataFolder),
    /** Writes all that it holds beside its path, for when the files there are not those that are open. See `rescue`. */
    rescue: (): void => rescue(db, identity.file),
    /** Works by another configuration from now on. @throws the SQLite error; the configuration holds all the same. */
    configure(next: StoreConfiguration): void {
      settings = next.settings;
      sources = createStoredSources(next.sources);
      worker.onSettingsChanged();
      log.syncLater();
    },
    /** Stores a batch durably. @throws the SQLite error when nothing of the batch was stored. */
    append(entries: Parameters<typeof appendAll>[0]): ReturnType<typeof appendAll> {
      if (entries[0]) knownTime.beforeDelivery(entries[0].receivedAt);
      return appendAll(entries);
    },
    /** A slice of the worker's work, see `slice` in processing/worker.ts. @throws the SQLite error; nothing was done then. */
    slice(limit: number) {
      const done = worker.slice(limit);
      log.syncLater();
      return done;
    },
    recordUnaccepted: withLaterSync(quarantine.record),
    trimUnaccepted: quarantine.trim,
    /** What the host did with notifications. */
    settle: withLaterSync(worker.settle),
    worker,
    lastEventAt: summary.lastEventAt,
    knownTime,
    retention: createRetention(db, () => settings.retention, knownTime, history.forgetOld),
    optimize: (): void => optimize(db),
    finishCheckpoint: (): void => finishCheckpoint(db),
    noteSecretUses: withLaterSync(createSecretUses(db)),
    /** Deliveries that the worker has not looked at. */
    backlog: (): number => backlog.get() ?? 0,
    /** Commits without a change. @throws the SQLite error when nothing can be written now. */
    proveWritable(): void {
      rewrite.run();
      log.sync();
    },
    /** Answers a public method. @param params parsed by the method's schema. */
    request: <M extends StoreMethod>(method: M, params: EngineParams<M>): EngineResponse<M> =>
      answer<EngineParams<M>, EngineResponse<M>>(storeHandlers[method], params),
    /** Answers the engine itself. */
    internal: <M extends keyof StoreInternals>(
      method: M,
      params: StoreInternals[M]['params'],
    ): StoreInternals[M]['result'] =>
      answer<StoreInternals[M]['params'], StoreInternals[M]['result']>(internalHandlers[method], params),
    close(): void {
      log.close();
      db.close();
      forgetIdentity(identity);
      opened.release();
    },
  };
}
export type Store = ReturnType<typeof createStore>;
