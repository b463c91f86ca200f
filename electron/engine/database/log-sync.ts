/**
 * Syncing SQLite's write-ahead log ourselves. `synchronous=FULL` syncs it at every commit with fsync, which on Linux writes
 * the file's times too, a second write for the disk. Here a commit whose sender waits is followed by fdatasync - as
 * durable, with half the latency at the 99th percentile - and what can be done again from the deliveries waits for the
 * next one.
 */
import { closeSync, fdatasyncSync, openSync } from 'node:fs';
import type { Connection } from './connection.ts';
import { StoreError } from './store-error.ts';

/** What nobody waits for is on the disk after this time at the latest. */
const longestUnsyncedMs = 1000;

export interface LogSync {
  /** All that was committed before is on the disk when it returns. @throws the file system's error. */
  sync(): void;
  /** Call after a commit that nobody waits for. */
  syncLater(): void;
  /** Call before the database is closed, which syncs what is left. */
  close(): void;
}

/**
 * @param db the connection whose commits are from now on synced by the caller.
 * @param onSynced called after every sync. @param onError a sync failed that nobody waits for.
 * @param onRenewed the log was emptied after a failed sync. @param syncFile syncs a file's data; tests have a failing one.
 */
export function takeOverSyncing(
  db: Connection,
  {
    onSynced,
    onError,
    onRenewed = () => {},
    syncFile = fdatasyncSync,
  }: {
    onSynced(): void;
    onError(error: unknown): void;
    onRenewed?(): void;
    syncFile?(descriptor: number): void;
  },
): LogSync {
  // SQLite still syncs what its own recovery depends on: the log before a checkpoint, and the head of a log begun anew.
  db.pragma('synchronous = NORMAL');
  const log = openSync(`${db.name}-wal`, 'r+');
  let timer: NodeJS.Timeout | null = null;

  /**
   * After a failed sync the system takes what it could not write for written: the log has a hole that no later sync closes, and
   * everything behind it would be gone. So its content goes into the database, which is synced, and the log begins empty.
   */
  const renew = (): void => {
    const [state] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    if (state?.busy !== 0) throw new StoreError('locked', 'The log cannot be replaced while it is read');
    hasHole = false;
    onRenewed();
  };
  const sync = (): void => {
    if (hasHole) renew();
    try {
      syncFile(log);
    } catch (error) {
      hasHole = true;
      throw error;
    }
    isSynced = true;
    onSynced();
  };
  let hasHole = false;
  let isSynced = true;
  const syncWhatIsLeft = (): void => {
    timer = null;
    if (isSynced) return;
    try {
      sync();
    } catch (error) {
      onError(error);
    }
  };
  return {
    sync,
    syncLater() {
      isSynced = false;
      timer ??= setTimeout(syncWhatIsLeft, longestUnsyncedMs);
    },
    close() {
      if (timer) clearTimeout(timer);
      syncWhatIsLeft();
      closeSync(log);
    },
  };
}
