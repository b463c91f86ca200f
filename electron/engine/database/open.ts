/** Opening the store: one engine a folder; a damaged, missing or foreign database is replaced by the newest good backup. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { backUpBeforeMigration } from './backup.ts';
import { type Connection, connect } from './connection.ts';
import { findLoss } from './loss.ts';
import { type MigrateOptions, migrate, refuseNewer } from './migrate.ts';
import { type Replacement, replaceDamaged, takeRescued } from './replace.ts';
import { forgetSamples } from './statistics.ts';
import { faultOf, StoreError } from './store-error.ts';

export const databaseFile = (dataFolder: string): string => join(dataFolder, 'ringback.db');

/** Long enough for another program's short transaction, short enough for a sender to be answered within its time-out. */
const busyTimeoutMs = 1000;

/** Above this size the check of every page would delay listening; it is made in the background then. */
export const checkedAtOpenBytes = 64 * 1024 * 1024;

export type OnMigration = NonNullable<MigrateOptions['onProgress']>;

export interface OpenedStore {
  db: Connection;
  replaced: Replacement | null;
  /** Gives the folder free for another engine. */
  release(): void;
  /** Whether the lock is still where another engine looks for it. */
  isOurs(): boolean;
}

/**
 * @param now milliseconds since the Unix epoch, for the name of a file moved aside and of a backup.
 * @param onMigration called before each step of bringing an older database up to date.
 * @throws StoreError when the folder cannot be used now; a later attempt may succeed.
 */
export function openStore(
  dataFolder: string,
  now: number,
  onMigration: OnMigration = () => undefined,
): OpenedStore {
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    const lock = claim(dataFolder);
    try {
      const opened = openOrReplace(databaseFile(dataFolder), now, onMigration, lock.wasUsed);
      lock.noteUse();
      return { ...opened, release: lock.release, isOurs: lock.isOurs };
    } catch (error) {
      lock.release();
      throw error;
    }
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(faultOf(error), error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}

/** Whether another engine works on the folder. Creates its lock where there is none. */
export function isTaken(dataFolder: string): boolean {
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    claim(dataFolder).release();
    return false;
  } catch (error) {
    return faultOf(error) === 'locked';
  }
}

/** An exclusive SQLite transaction on a file of its own: the system ends it with the process, however that dies. */
function claim(dataFolder: string) {
  const lock = connect(join(dataFolder, 'engine.lock'), { busyTimeoutMs });
  try {
    // A rollback journal: in WAL mode, even an exclusive transaction lets others in.
    lock.pragma('journal_mode = DELETE');
    // Kept over a COMMIT, too.
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (faultOf(error) === 'locked')
      throw new StoreError('locked', 'Another Ringback is running on this data folder.', { cause: error });
    throw error;
  }
  const inode = statSync(lock.name).ino;
  return {
    /** Whether a database was open in this folder before: one that is missing now was there. */
    wasUsed: lock.pragma('user_version', { simple: true }) === 1,
    noteUse(): void {
      lock.pragma('user_version = 1');
      lock.exec('COMMIT; BEGIN EXCLUSIVE');
    },
    release: (): void => void lock.close(),
    isOurs: (): boolean => statSync(lock.name, { throwIfNoEntry: false })?.ino === inode,
  };
}

function openOrReplace(
  file: string,
  now: number,
  onMigration: OnMigration,
  wasUsed: boolean,
): Pick<OpenedStore, 'db' | 'replaced'> {
  const loss = findLoss(file, wasUsed);
  const early = takeRescued(file, now) ?? (loss && replaceDamaged(file, now, loss));
  try {
    return { db: openChecked(file, now, onMigration), replaced: early };
  } catch (error) {
    if (faultOf(error) !== 'corrupt') throw error;
    const replaced = replaceDamaged(file, now);
    return { db: openChecked(file, now, onMigration), replaced };
  }
}

function openChecked(file: string, now: number, onMigration: OnMigration): Connection {
  const isNew = !existsSync(file);
  if (!isNew) leaveNewerAlone(file);
  const db = connect(file, { busyTimeoutMs });
  try {
    if (!isNew && statSync(file).size <= checkedAtOpenBytes) {
      const findings = db.pragma('quick_check(1)', { simple: true });
      if (findings !== 'ok') throw new StoreError('corrupt', `The database is damaged: ${String(findings)}`);
    }
    migrate(db, {
      backUp: (version) => backUpBeforeMigration(file, db, version, now),
      onProgress: onMigration,
    });
    forgetSamples(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Only reads: a connection that may write would, at its end, write the log of the newer version into the database. */
function leaveNewerAlone(file: string): void {
  const db = connect(file, { readonly: true, busyTimeoutMs });
  try {
    refuseNewer(db);
  } finally {
    db.close();
  }
}
