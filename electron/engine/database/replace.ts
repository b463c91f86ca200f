/** Putting another database in the place of one that is damaged, gone or not the one that was opened. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { copyNewestBackup, isUsable, syncPath } from './backup.ts';
import { type Connection, connect } from './connection.ts';
import type { Loss } from './loss.ts';
import { migrate } from './migrate.ts';
import { type Salvage, salvageInto } from './salvage.ts';
import { faultOf, StoreError } from './store-error.ts';

/** A database that was exchanged. */
export interface Replacement {
  /** `displaced`: it was deleted, moved or replaced while it was in use, and was put back as it was. */
  cause: 'damaged' | 'displaced' | Loss;
  /** The name that what was in its place was kept under; null where nothing was there. */
  movedAside: string | null;
  /** When the backup in its place was made, in milliseconds since the Unix epoch; null when it is no backup. */
  restoredFrom: number | null;
  /** What could be read of a damaged one, and was put over the backup or into a new one; null for nothing. */
  salvaged: Salvage | null;
}

/** Keeps what is there, with its log; the names sort by time. @returns its new name. */
function moveAside(file: string, now: number, word: 'corrupt' | 'replaced'): string | null {
  const stamp = new Date(now).toISOString().replace(/[:.]/g, '-');
  const kept = `${file}.${word}-${stamp}`;
  let isKept = false;
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(file + suffix)) {
      renameSync(file + suffix, kept + suffix);
      isKept = true;
    }
  return isKept ? kept : null;
}

/**
 * Moves a damaged or foreign, closed database aside and puts the newest good backup in its place, or a new one where there is
 * none, with all that could be read of the damaged one.
 */
export function replaceDamaged(
  file: string,
  now: number,
  cause: Exclude<Replacement['cause'], 'displaced'> = 'damaged',
): Replacement {
  const candidate = `${file}.restoring`;
  removeDatabase(candidate);
  const restoredFrom = copyNewestBackup(file, candidate);
  const salvaged = cause === 'damaged' ? salvageOver(file, candidate) : null;
  if (salvaged && !isUsable(candidate)) {
    removeDatabase(candidate);
    copyNewestBackup(file, candidate);
  }
  if (existsSync(candidate)) {
    // From here on a start that was interrupted goes on with it.
    syncPath(candidate, 'r+');
    renameSync(candidate, rescuedName(file));
  }
  const movedAside = moveAside(file, now, cause === 'damaged' ? 'corrupt' : 'replaced');
  if (existsSync(rescuedName(file))) renameSync(rescuedName(file), file);
  return { cause, movedAside, restoredFrom, salvaged };
}

/** @returns null where nothing of the damaged database can be read; the backup in the candidate is as it was then, or missing. */
function salvageOver(damaged: string, candidate: string): Salvage | null {
  const isNew = !existsSync(candidate);
  const db = connect(candidate, { busyTimeoutMs: 0 });
  let salvaged: Salvage | null = null;
  try {
    migrate(db);
    salvaged = salvageInto(db, damaged);
    if (salvaged.rows === 0) salvaged = null;
  } catch (error) {
    // A full disk and the like: it is tried again.
    if (faultOf(error) !== 'corrupt') throw error;
  } finally {
    db.close();
    if (!salvaged && isNew) removeDatabase(candidate);
  }
  return salvaged;
}

function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}

/** What was written from a displaced database, whole and on the disk. */
const rescuedName = (file: string): string => `${file}.rescued`;

/**
 * Writes all that an open, displaced database holds into a new file beside its path, and moves aside what is there now. Then
 * close the database and call {@link takeRescued}.
 * @throws StoreError (corrupt) where the open database cannot be read whole; else the SQLite or file system error.
 */
export function rescue(db: Connection, file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${rescuedName(file)}.unfinished`;
  rmSync(unfinished, { force: true });
  db.prepare('VACUUM INTO ?').run(unfinished);
  syncPath(unfinished, 'r+');
  if (!isUsable(unfinished)) {
    rmSync(unfinished, { force: true });
    throw new StoreError('corrupt', 'What is open is not whole');
  }
  renameSync(unfinished, rescuedName(file));
}

/** Puts what was rescued in its place, where there is something. @returns null where there is nothing. */
export function takeRescued(file: string, now: number): Replacement | null {
  const rescued = rescuedName(file);
  if (!existsSync(rescued)) return null;
  const movedAside = moveAside(file, now, 'replaced');
  renameSync(rescued, file);
  return { cause: 'displaced', movedAside, restoredFrom: null, salvaged: null };
}
