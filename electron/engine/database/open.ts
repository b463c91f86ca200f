/** Opening the store: one engine a folder, a damaged file is moved aside and a new one started. */
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { backUpBeforeMigration, restoreNewestBackup } from './backup.ts';
import { type Connection, connect } from './connection.ts';
import { type MigrateOptions, migrate, refuseNewer } from './migrate.ts';
import { forgetSamples } from './statistics.ts';
import { faultOf, StoreError } from './store-error.ts';

export const databaseFile = (dataFolder: string): string => join(dataFolder, 'ringback.db');

/** Long enough for another program's short transaction, short enough for a sender to be answered within its time-out. */
const busyTimeoutMs = 1000;

/** Above this size the check of every page would delay listening; it is made in the background then. */
export const checkedAtOpenBytes = 64 * 1024 * 1024;

/** A damaged database that was exchanged. */
export interface Replacement {
  /** The name that the damaged one was kept under. */
  movedAside: string;
  /** When the backup in its place was made, in milliseconds since the Unix epoch; null when it is a new, empty one. */
  restoredFrom: number | null;
}

export type OnMigration = NonNullable<MigrateOptions['onProgress']>;

export interface OpenedStore {
  db: Connection;
  replaced: Replacement | null;
  /** Gives the folder free for another engine. */
  release(): void;
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
    const release = claim(dataFolder);
    try {
      return { ...openOrReplace(databaseFile(dataFolder), now, onMigration), release };
    } catch (error) {
      release();
      throw error;
    }
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(faultOf(error), error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}

/** An exclusive SQLite transaction on a file of its own: the system ends it with the process, however that dies. */
function claim(dataFolder: string): () => void {
  const lock = connect(join(dataFolder, 'engine.lock'), { busyTimeoutMs });
  try {
    // A rollback journal: in WAL mode, even an exclusive transaction lets others in.
    lock.pragma('journal_mode = DELETE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (faultOf(error) === 'locked')
      throw new StoreError('locked', 'Another Ringback is running on this data folder.', { cause: error });
    throw error;
  }
  return () => lock.close();
}

function openOrReplace(
  file: string,
  now: number,
  onMigration: OnMigration,
): Pick<OpenedStore, 'db' | 'replaced'> {
  try {
    return { db: openChecked(file, now, onMigration), replaced: null };
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

/** Keeps the damaged database with its log; the names sort by time. */
function moveAside(file: string, now: number): string {
  const stamp = new Date(now).toISOString().replace(/[:.]/g, '-');
  const kept = `${file}.corrupt-${stamp}`;
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(file + suffix)) renameSync(file + suffix, kept + suffix);
  return kept;
}

/** Moves a damaged, closed database aside and puts the newest good backup in its place, where there is one. */
export function replaceDamaged(file: string, now: number): Replacement {
  return { movedAside: moveAside(file, now), restoredFrom: restoreNewestBackup(file) };
}
