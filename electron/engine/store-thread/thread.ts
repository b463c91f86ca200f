/** The store's thread: intake first, the worker in what time is left, everything on one connection without lock waits. */
import { once } from 'node:events';
import { fdatasyncSync } from 'node:fs';
import { parentPort, Worker as Thread, workerData } from 'node:worker_threads';
import type { Call } from '#shared/contract/calls.ts';
import type { EngineNotification } from '#shared/contract/notifications.ts';
import { dayMs } from '#shared/util/instant.ts';
import { isSameData } from '#shared/util/same-data.ts';
import type { DatabaseIdentity } from '../database/identity.ts';
import type { FromMaintenance, MaintenanceData } from '../database/maintenance-thread.ts';
import { databaseFile } from '../database/open.ts';
import { type Replacement, replaceDamaged, takeRescued } from '../database/replace.ts';
import { faultOf, isStoreFault, StoreError, type StoreFault } from '../database/store-error.ts';
import { watchPlace } from '../database/watch.ts';
import { type PackedBatch, packResults, unpackBatch } from '../intake/batch.ts';
import { clockStartingAt, systemClock } from '../util/clock.ts';
import type { FromStore, StoreConfiguration, StoreThreadData, ToStore } from './protocol.ts';
import { createSchedule } from './schedule.ts';
import { createStore, type Store, type StoreOptions } from './store.ts';

if (!parentPort) throw new Error('The store runs as a worker thread only');
const port = parentPort;
const { dataFolder, clockStartMs, maintenanceThread, syncing } = workerData as StoreThreadData;
let { configuration } = workerData as StoreThreadData;
const clock = clockStartMs === null ? systemClock : clockStartingAt(clockStartMs);

/** Between attempts to open a database that is locked, or that could not be written. */
const reopenMs = 500;
/** Where only another version of the app, or a person, changes something: an attempt may cost a whole migration. */
const slowReopenMs = 30_000;
const isLasting = (fault: StoreFault): boolean => fault === 'newer' || fault === 'not-migrated';
/** Retention: not at once, as a start has better things to do, and who changed it may think better of it; then hourly. */
const firstSweepMs = 20_000;
const sweepIntervalMs = 60 * 60_000;
const sweepPauseMs = 50;
const optimizeMs = dayMs;
/** Running time is counted in such steps. */
const followClockMs = 60_000;

let store: Store | null = null;
/** Why the database is not open. */
let closedBy = new StoreError('failed', 'the database is not open yet');
let reopenTimer: NodeJS.Timeout | undefined;
let maintenance: Thread | null = null;
/** Open, but its files are not at their path any more: the only place where all of it is. */
let displaced: Store | null = null;
let endWatch: () => void = () => {};
let closing = false;
const tell = (message: FromStore, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);
const detailOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const onUnreadable: StoreOptions['onUnreadable'] = (deliveryId, sourceId, error) =>
  tell({
    type: 'unreadable',
    deliveryId,
    sourceId,
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });

/** Syncs a file's data. Says so to the engine's main thread: waiting for the disk is not being stuck. */
function syncFile(descriptor: number): void {
  Atomics.store(syncing, 0, 1);
  try {
    fdatasyncSync(descriptor);
  } finally {
    Atomics.store(syncing, 0, 0);
  }
}

function open(replaced: Replacement | null = null): void {
  if (store || closing) return;
  try {
    store = createStore({
      ...{ dataFolder, configuration, clock, onUnreadable, replaced },
      onReprocessed,
      onSyncFailed: onFault,
      syncFile,
      onLogRenewed: watchAgain,
      onMigration: (progress) => tell({ type: 'migrating', progress }),
    });
  } catch (error) {
    closedBy = new StoreError(faultOf(error), detailOf(error), { cause: error });
    tell({ type: 'unavailable', fault: closedBy.fault, detail: closedBy.message });
    reopenTimer = setTimeout(() => open(replaced), isLasting(closedBy.fault) ? slowReopenMs : reopenMs);
    return;
  }
  ignoreStoreErrors(followClock);
  maintenance ??= startMaintenance(store.identity());
  watchAgain();
  tell({ type: 'opened', replaced: store.replaced });
  schedule.wake();
}

/** Begins to watch the files that are open now. */
function watchAgain(): void {
  endWatch();
  if (store) endWatch = watchPlace(store.identity(), onDisplaced);
}

function startMaintenance(identity: DatabaseIdentity): Thread {
  const workerData: MaintenanceData = { identity };
  const thread = new Thread(new URL(maintenanceThread, import.meta.url), { workerData });
  thread.on('message', ({ type }: FromMaintenance) => {
    if (type === 'damaged') onFault(new StoreError('corrupt', 'The database is damaged'));
    else ignoreStoreErrors(() => store?.finishCheckpoint());
  });
  return thread;
}

async function endMaintenance(): Promise<void> {
  const ending = maintenance;
  maintenance = null;
  if (!ending) return;
  const ended = once(ending, 'exit');
  ending.removeAllListeners('message');
  ending.postMessage('close');
  await ended;
}

/** A database that turns out to be damaged while it is in use is exchanged at once; other faults may pass by themselves. */
function onFault(error: unknown): void {
  const fault = faultOf(error);
  isAvailable = false;
  tell({ type: 'unavailable', fault, detail: detailOf(error) });
  if (fault !== 'corrupt' || !store) return;
  endWatch();
  store.close();
  store = null;
  closedBy = new StoreError('corrupt', 'the damaged database is being exchanged', { cause: error });
  void exchange();
}

/** Only when no connection is left: SQLite deletes the log by its name when the last one closes, and that name is soon a new database's. */
async function exchange(): Promise<void> {
  await endMaintenance();
  if (!closing) open(replaceDamaged(databaseFile(dataFolder), clock.now()));
}

/** What is acknowledged from now on would be gone at the next start. */
function onDisplaced(): void {
  if (!store || closing) return;
  closedBy = new StoreError('displaced', 'The open database is not at its path any more');
  isAvailable = false;
  tell({ type: 'unavailable', fault: closedBy.fault, detail: closedBy.message });
  displaced = store;
  store = null;
  void endMaintenance().then(putBack);
}

/** Puts a displaced database back; tried again until there is room and right for it. */
function putBack(): void {
  if (!displaced || closing) return;
  const file = databaseFile(dataFolder);
  // Then the other one has the same files, and all that is in them.
  if (displaced.isFolderTaken()) {
    leaveDisplaced(open);
    return;
  }
  try {
    displaced.rescue();
  } catch (error) {
    if (faultOf(error) === 'corrupt') leaveDisplaced(() => open(replaceDamaged(file, clock.now())));
    else reopenTimer = setTimeout(putBack, reopenMs);
    return;
  }
  // Before it is closed: SQLite deletes the log by its name then, and another database's may be there.
  const replaced = takeRescued(file, clock.now());
  leaveDisplaced(() => open(replaced));
}

function leaveDisplaced(next: () => void): void {
  try {
    displaced?.close();
  } catch (error) {
    tell({ type: 'unavailable', fault: faultOf(error), detail: detailOf(error) });
  }
  displaced = null;
  next();
}

/** One message for all that a slice did: each wakes the engine's main thread. */
function postChanges(calls: readonly Call[], notifications: readonly EngineNotification[] = []): void {
  if (!store) return;
  tell({
    type: 'worked',
    backlog: store.backlog(),
    calls,
    lastEventAt: store.lastEventAt(),
    notifications,
  });
}

let isAvailable = true;
const schedule = createSchedule({
  work(limit) {
    if (!store) return { hasMore: false, nextDueInMs: null };
    try {
      // Work may need no writing, which then proves nothing.
      if (!isAvailable) store.proveWritable();
      const { looked, hasMore, changed, notifications } = store.slice(limit);
      if (!isAvailable) tell({ type: 'available' });
      isAvailable = true;
      if (looked + notifications.length > 0) postChanges(changed, notifications);
      const dueAt = store.worker.nextDueAt();
      return { hasMore, nextDueInMs: dueAt === null ? null : Math.max(0, dueAt - clock.now()) };
    } catch (error) {
      onFault(error);
      return { hasMore: false, nextDueInMs: reopenMs };
    }
  },
});

function append(batch: PackedBatch): void {
  if (!store) {
    tell({ type: 'append-failed', fault: closedBy.fault, detail: closedBy.message });
    return;
  }
  try {
    const results = packResults(store.append(unpackBatch(batch)));
    tell({ type: 'appended', results, backlog: store.backlog() });
  } catch (error) {
    tell({ type: 'append-failed', fault: faultOf(error), detail: detailOf(error) });
    if (faultOf(error) === 'corrupt') onFault(error);
    isAvailable = false;
  }
  schedule.onIntake(batch.count);
}

/** Answers a question of the engine's main thread, which has parsed what others asked. */
function answer({ id, type, method, params }: Extract<ToStore, { type: 'request' | 'internal' }>): void {
  try {
    if (!store) throw new StoreError(closedBy.fault, 'The database is not open');
    const value =
      type === 'request' ? store.request(method, params as never) : store.internal(method, params as never);
    tell({ type: 'response', id, ok: true, value });
  } catch (error) {
    const isOfStore = error instanceof StoreError || isStoreFault(error);
    tell({
      type: 'response',
      id,
      ok: false,
      message: detailOf(error),
      fault: isOfStore ? faultOf(error) : null,
    });
  }
}

/** Reprocessing changes calls, and may have decided on notifications. */
function onReprocessed(calls: readonly Call[]): void {
  if (calls.length > 0) postChanges(calls);
  schedule.wake();
}

/** Work that is not worth an error to anyone when the store cannot do it now. */
function ignoreStoreErrors(action: () => void): void {
  try {
    action();
  } catch (error) {
    onFault(error);
    schedule.wake();
  }
}

/** Repeated deliveries are recorded too, and their number has no other bound. */
const trimTimer = setInterval(() => ignoreStoreErrors(() => store?.trimUnaccepted()), 30_000);

/** Deletes what is too old in small pieces, so that nobody waits long for one. */
function sweep(): void {
  ignoreStoreErrors(() => {
    followClock();
    const hasMore = store?.retention.sweep(store.knownTime.now()) ?? false;
    sweepTimer = setTimeout(sweep, hasMore ? sweepPauseMs : sweepIntervalMs);
  });
}
let sweepTimer = setTimeout(sweep, firstSweepMs);

let isClockDoubted = false;
/** Lets the known time follow the clock, and tells when the clock contradicts it, or does so no more. */
function followClock(): void {
  if (!store) return;
  store.knownTime.follow();
  const doubt = store.knownTime.doubt();
  if (doubt || isClockDoubted) tell({ type: 'clock', doubt });
  isClockDoubted = doubt !== null;
}
const clockTimer = setInterval(() => ignoreStoreErrors(followClock), followClockMs);
const optimizeTimer = setInterval(() => ignoreStoreErrors(() => store?.optimize()), optimizeMs);

function configure(next: StoreConfiguration): void {
  const before = configuration.settings.retention;
  configuration = next;
  ignoreStoreErrors(() => store?.configure(next));
  schedule.wake();
  if (isSameData(next.settings.retention, before)) return;
  clearTimeout(sweepTimer);
  sweepTimer = setTimeout(sweep, firstSweepMs);
}

port.on('message', (message: ToStore) => {
  switch (message.type) {
    case 'configure':
      configure(message.configuration);
      break;
    case 'append':
      append(message.batch);
      break;
    case 'unaccepted':
      ignoreStoreErrors(() => store?.recordUnaccepted(message.deliveries));
      break;
    case 'secrets-used':
      ignoreStoreErrors(() => store?.noteSecretUses(message.uses));
      break;
    case 'notified':
      ignoreStoreErrors(() => store?.settle(message.results));
      schedule.wake();
      break;
    case 'notifications-available':
      store?.worker.onNotificationsAvailable();
      schedule.wake();
      break;
    case 'catching-up':
      store?.worker.setCatchingUp(message.isRunning);
      schedule.wake();
      break;
    case 'request':
    case 'internal':
      answer(message);
      break;
    case 'ping':
      tell({ type: 'pong' });
      break;
    case 'close':
      putBack();
      closing = true;
      endWatch();
      clearTimeout(reopenTimer);
      clearInterval(trimTimer);
      clearInterval(optimizeTimer);
      clearInterval(clockTimer);
      clearTimeout(sweepTimer);
      schedule.drain();
      store?.close();
      displaced?.close();
      maintenance?.postMessage('close');
      tell({ type: 'closed' });
      port.close();
  }
});

open();
