/** The worker: turns deliveries into calls, follow-ups and notifications, in order of arrival, one slice at a time. */

import type { LiveSettings } from '#shared/config/live-settings.ts';
import type { Call } from '#shared/contract/calls.ts';
import type { ReprocessResult } from '#shared/contract/deliveries.ts';
import type { EngineNotification, NotificationResult } from '#shared/contract/notifications.ts';
import { createCallRepository } from '../calls/call-repository.ts';
import { createCallNaming } from '../calls/names.ts';
import type { Connection } from '../database/connection.ts';
import { isStoreFault } from '../database/store-error.ts';
import { DeliveryError, type PartlyMalformed } from '../events/delivery.ts';
import { createActLog } from '../follow-ups/acts.ts';
import { createFollowUps } from '../follow-ups/reconcile.ts';
import { originOf } from '../intake/origin.ts';
import { createNotifications } from '../notifications/outbox.ts';
import type { Clock } from '../util/clock.ts';
import { createReadAgain } from './read-again.ts';
import {
  createReadDelivery,
  type DeliveryRow,
  type ReadableSource,
  type ReadDelivery,
} from './read-delivery.ts';
import { createReprocess, type Failure } from './reprocess.ts';
import { longestRetryMs, maxAttempts, retryDelayMs } from './retry.ts';

/** True when a delivery of this origin shows that the vendor's events arrive. */
const isEvidence = (code: number): boolean => {
  const origin = originOf(code);
  return origin === 'webhook' || origin === 'socket';
};

export interface SliceResult {
  /** Number of deliveries taken. */
  looked: number;
  /** True when a limit was reached, so that more may wait. */
  hasMore: boolean;
  changed: Call[];
  notifications: EngineNotification[];
}

const columns =
  'd.id, d.source_id, d.received_at, d.outcome, d.attempts, d.content_type, d.query, d.headers, d.body, d.origin';

/** Longest time of a slice in milliseconds; its current delivery is finished. Requests wait for their answer meanwhile. */
const longestSliceMs = 40;
/** Most notifications handed over in one slice. */
const mostReleased = 50;

export interface WorkerOptions {
  db: Connection;
  clock: Clock;
  /** The current settings. They may change at any time, so call it for each use. */
  settings(): LiveSettings;
  sourceOf(sourceId: string): ReadableSource | undefined;
  /** Syncs all that was committed before to the disk. @throws the SQLite error. */
  sync(): void;
  /** Called for a new call, inside the transaction. @param at milliseconds since the Unix epoch. */
  onCall(sourceId: string, at: number): void;
  /** Called when a genuine delivery causes an unexpected error in its adapter or the worker. */
  onUnreadable(deliveryId: number, sourceId: string, error: unknown): void;
}

/** The reason why a delivery could not be processed: a code, and a sentence for the rep. */
const failureOf = (error: unknown): Failure =>
  error instanceof DeliveryError
    ? { code: error.code, reason: error.message }
    : {
        code: 'unreadable',
        reason: 'It could not be read: the phone system sent something unexpected.',
      };

/** Creates the worker. Work happens only in `slice`. */
export function createWorker({ db, clock, settings, sourceOf, sync, onCall, onUnreadable }: WorkerOptions) {
  const record = createCallRepository(db, settings);
  const toCall = createCallNaming(db);
  const followUps = createFollowUps(db, createActLog(db));
  const readNumbersAgain = createReadAgain({ db, followUps, settings });
  readNumbersAgain();
  const notifications = createNotifications({ db, settings, startedAt: clock.now() });
  // `+ 0` in LIMIT is like `+?` elsewhere: see database/statistics.ts.
  const next = db.prepare<[number], DeliveryRow>(
    `SELECT ${columns} FROM deliveries d WHERE d.id > (SELECT processed_through FROM progress) ORDER BY d.id LIMIT ? + 0`,
  );
  // CROSS JOIN fixes the join order: by its statistics, SQLite overestimates the usually empty table and reads all deliveries.
  const dueRetries = db.prepare<[number, number, number], DeliveryRow>(
    `SELECT ${columns} FROM retries r CROSS JOIN deliveries d ON d.id = r.delivery_id
     WHERE r.next_attempt_at <= +? OR r.next_attempt_at > +? + ${longestRetryMs} ORDER BY r.next_attempt_at LIMIT ? + 0`,
  );
  const nextRetry = db.prepare<[], number | null>('SELECT min(next_attempt_at) FROM retries').pluck();
  const advance = db.prepare('UPDATE progress SET processed_through = ?');
  const succeeded = db.prepare(
    'UPDATE deliveries SET attempts = ?, reason = NULL, reason_code = NULL WHERE id = ?',
  );
  const failed = db.prepare(
    "UPDATE deliveries SET outcome = 'failed', attempts = ?, reason = ?, reason_code = ? WHERE id = ?",
  );
  const postponed = db.prepare(
    'UPDATE deliveries SET attempts = ?, reason = ?, reason_code = ? WHERE id = ?',
  );
  const retryLater = db.prepare(
    'INSERT INTO retries VALUES (?, ?) ON CONFLICT DO UPDATE SET next_attempt_at = excluded.next_attempt_at',
  );
  const retryNoMore = db.prepare('DELETE FROM retries WHERE delivery_id = ?');

  const read = createReadDelivery(sourceOf);

  /** Records what a delivery says. @returns the changed calls by ID. */
  const apply = ({ events, from }: ReadDelivery): Map<number, Call> => {
    const changed = new Map<number, Call>();
    events.forEach((event, position) => {
      const change = record(event, from, position);
      if (!change) return;
      followUps.reconcile(change.before, change.after);
      const { after } = change;
      changed.set(after.id, toCall(after));
      const isNew = change.before === null;
      if (isNew && from.origin !== 'test') onCall(after.source_id, after.sort_at);
      const fromLog = from.origin === 'rescued' || (event.fromLog ?? false);
      notifications.consider(after, { isNew, fromLog }, clock.now());
    });
    return changed;
  };

  /** A delivery of which a part could not be read is a dead letter, while the rest of it counts. */
  const park = (row: DeliveryRow, { message, code }: PartlyMalformed): void => {
    failed.run(row.attempts + 1, message, code, row.id);
  };

  const active = db.prepare(
    'INSERT INTO source_activity VALUES (?, ?) ON CONFLICT DO UPDATE SET last_event_at = excluded.last_event_at',
  );
  const byId = db.prepare<[number], DeliveryRow>(`SELECT ${columns} FROM deliveries d WHERE d.id = ?`);
  const reprocess = createReprocess({
    db,
    failureOf,
    apply(id) {
      const row = byId.get(id);
      if (!row) return [];
      const delivery = read(row);
      // It stays a dead letter; what could be read of it was applied before.
      if (delivery.fault) throw delivery.fault;
      return [...apply(delivery).values()];
    },
  });

  const applyAtomically = db.transaction(apply);

  /** Parks or postpones a delivery that could not be processed. @throws a database error: no delivery causes one. */
  const fail = (row: DeliveryRow, error: unknown): void => {
    if (isStoreFault(error)) throw error;
    const attempts = row.attempts + 1;
    if (!(error instanceof DeliveryError)) onUnreadable(row.id, row.source_id, error);
    const { code, reason } = failureOf(error);
    if (error instanceof DeliveryError || attempts >= maxAttempts) {
      failed.run(attempts, reason, code, row.id);
      retryNoMore.run(row.id);
    } else {
      postponed.run(attempts, reason, code, row.id);
      retryLater.run(row.id, clock.now() + retryDelayMs(attempts));
    }
  };

  /** Applies one delivery in its own savepoint: a failure rolls back only its writes. @returns false where it failed. */
  const applyOrFail = (row: DeliveryRow, delivery: ReadDelivery, changed: Map<number, Call>): boolean => {
    try {
      for (const [id, call] of applyAtomically(delivery)) changed.set(id, call);
      return true;
    } catch (error) {
      notifications.reload(clock.now());
      fail(row, error);
      return false;
    }
  };

  /**
   * Reads a delivery and applies it. One that cannot be read costs no rollback. Without a savepoint, applying takes half
   * the time, and a failure rolls back the whole slice.
   * @returns false where it failed and is parked or postponed.
   */
  const attempt = (row: DeliveryRow, hasSavepoint: boolean, changed: Map<number, Call>): boolean => {
    let delivery: ReadDelivery;
    try {
      delivery = read(row);
    } catch (error) {
      fail(row, error);
      return false;
    }
    if (hasSavepoint && !applyOrFail(row, delivery, changed)) return false;
    if (!hasSavepoint) for (const [id, call] of apply(delivery)) changed.set(id, call);
    if (delivery.fault) park(row, delivery.fault);
    return true;
  };

  const retry = (row: DeliveryRow, changed: Map<number, Call>): void => {
    if (!attempt(row, true, changed)) return;
    succeeded.run(row.attempts + 1, row.id);
    retryNoMore.run(row.id);
  };

  const noteActivity = (rows: readonly DeliveryRow[]): void => {
    const latest = new Map<string, number>();
    for (const row of rows)
      if (row.outcome === 'accepted' && isEvidence(row.origin)) latest.set(row.source_id, row.received_at);
    for (const [sourceId, at] of latest) active.run(sourceId, at);
  };

  const workOnce = db.transaction((limit: number, isCareful: boolean): Omit<SliceResult, 'notifications'> => {
    const changed = new Map<number, Call>();
    const end = performance.now() + longestSliceMs;
    const isOver = () => performance.now() > end;
    const fresh = next.all(limit);
    const done = doneOf(fresh, isOver, (row) => {
      if (row.outcome === 'accepted') attempt(row, isCareful, changed);
    });
    const last = done.at(-1);
    if (last) advance.run(last.id);
    noteActivity(done);
    const now = clock.now();
    const due = dueRetries.all(now, now, limit);
    const retried = doneOf(due, isOver, (row) => retry(row, changed));
    notifications.prepare(clock.now());
    return {
      looked: done.length + retried.length,
      hasMore:
        fresh.length >= limit ||
        due.length >= limit ||
        done.length + retried.length < fresh.length + due.length,
      changed: [...changed.values()],
    };
  }).immediate;

  /** Works a slice without savepoints, because failures are rare. After a failure it is repeated with them. */
  const work = (limit: number): Omit<SliceResult, 'notifications'> => {
    try {
      return workOnce(limit, false);
    } catch (error) {
      if (isStoreFault(error)) throw error;
      notifications.reload(clock.now());
      return workOnce(limit, true);
    }
  };

  /** The last notification decision that is known to be on the disk. */
  let durable = 0;

  return {
    /** Call when all commits so far are synced. */
    onSynced(): void {
      durable = notifications.decisions();
    },
    /**
     * Processes at most `limit` new deliveries and as many due retries, and hands over the notifications that are due.
     * Its own commit need not be synced: after a power failure its work is repeated from the deliveries, and its decisions
     * are handed over only after a later sync has made them durable.
     * @throws the SQLite error; nothing was done then.
     */
    slice(limit: number): SliceResult {
      try {
        if (notifications.awaitsSync(clock.now(), durable)) {
          sync();
          durable = notifications.decisions();
        }
        const done = work(limit);
        const released = notifications.release(clock.now(), durable, mostReleased);
        return { ...done, hasMore: done.hasMore || released.hasMore, notifications: released.due };
      } catch (error) {
        notifications.reload(clock.now());
        throw error;
      }
    },
    settle: (results: readonly NotificationResult[]): void => notifications.settle(results, clock.now()),
    /** Call when the system's notification service has come. */
    onNotificationsAvailable: notifications.onAvailable,
    /** Applies changed settings to stored numbers and held notifications. @throws the SQLite error. */
    onSettingsChanged(): void {
      readNumbersAgain();
      notifications.shortenHolds(clock.now());
    },
    setCatchingUp: (isRunning: boolean): void => notifications.setCatchingUp(isRunning, clock.now()),
    /** Processes dead letters again. @throws the SQLite error. */
    reprocess(ids: readonly string[] | undefined, dryRun: boolean): ReprocessResult[] {
      try {
        return reprocess(ids, dryRun);
      } finally {
        // Decisions of dry runs and failures were rolled back with the rest.
        notifications.reload(clock.now());
      }
    },
    followUps,
    /** When the next retry or held notification is due, in milliseconds since the Unix epoch; null when there is none. */
    nextDueAt(): number | null {
      const retryAt = nextRetry.get() ?? null;
      const heldUntil = notifications.nextDueAt();
      return retryAt === null || heldUntil === null ? (retryAt ?? heldUntil) : Math.min(retryAt, heldUntil);
    },
  };
}

/** Takes rows in order until the time is over, but at least the first. @returns the taken rows. */
function doneOf(
  rows: readonly DeliveryRow[],
  isOver: () => boolean,
  take: (row: DeliveryRow) => void,
): readonly DeliveryRow[] {
  for (const [index, row] of rows.entries()) {
    if (index > 0 && isOver()) return rows.slice(0, index);
    take(row);
  }
  return rows;
}
