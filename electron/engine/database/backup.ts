/**
 * Copies of the database: daily ones, made while it is in use, and one from before each migration. And finding the newest
 * good one when it is needed.
 */

import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { dayMs } from '#shared/util/instant.ts';
import { type Connection, connect } from './connection.ts';
import { migrations } from './migrations/index.ts';
import { StoreError } from './store-error.ts';

const keptDaily = 3;
/** More than one, so that the copy of the version before survives a second update on the same day. */
const keptBeforeMigrations = 2;
const intervalMs = dayMs;

const folderOf = (file: string): string => join(dirname(file), 'backups');
/** A day's copy, or with `-v<number>` the one from before a migration, which says from which version. */
const backupName = /^ringback-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z(?:-v(\d+))?\.db$/;
const nameAt = (now: number, suffix = ''): string =>
  `ringback-${new Date(now).toISOString().replace(/[:.]/g, '-')}${suffix}.db`;
/** What a copy is called until it is whole. */
const unfinishedSuffix = '.unfinished';

interface Backup {
  path: string;
  /** The version that a migration started from; null for a day's copy. */
  beforeVersion: number | null;
  /** When it was made, as the clock was then, in milliseconds since the Unix epoch. */
  madeAt: number;
  bytes: number;
  /** Deliveries that the database had ever taken; -1 where the copy cannot be read. */
  deliveries: number;
}

function readBackup(path: string, [, date, hour, minute, second, ms, version]: RegExpExecArray): Backup {
  return {
    path,
    beforeVersion: version === undefined ? null : Number(version),
    madeAt: Date.parse(`${date}T${hour}:${minute}:${second}.${ms}Z`),
    bytes: statSync(path).size,
    deliveries: deliveriesIn(path),
  };
}

/** Newest first. Deliveries are counted up for ever, so their number orders copies whatever the clock showed. */
function readBackups(file: string): Backup[] {
  const folder = folderOf(file);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const match = backupName.exec(name);
      return match ? [readBackup(join(folder, name), match)] : [];
    })
    .sort((a, b) => b.deliveries - a.deliveries || b.madeAt - a.madeAt);
}

function deliveriesIn(path: string): number {
  try {
    const db = connect(path, { readonly: true, busyTimeoutMs: 0 });
    try {
      const table = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'deliveries'").get();
      if (!table) return 0;
      const last = db
        .prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'deliveries'")
        .pluck();
      return last.get() ?? 0;
    } finally {
      db.close();
    }
  } catch {
    return -1;
  }
}

/** The backups of a database, newest first: the daily ones and those from before a migration. */
export const listBackups = (file: string): string[] => readBackups(file).map(({ path }) => path);

/** A copy of less than this part of an earlier one may be of a database that lost something. */
const shrunkTo = 0.5;
/** So long a large copy is kept beside smaller ones. */
const keptLargeMs = 30 * dayMs;

/** The newest three, and of the others the largest for a time, where the newest is much smaller. */
function dispensable(backups: readonly Backup[], now: number): Backup[] {
  const [newest, ...older] = backups;
  const rest = backups.slice(keptDaily);
  const largest = [...rest].sort((a, b) => b.bytes - a.bytes)[0];
  const isLost = (one: Backup): boolean =>
    newest !== undefined &&
    newest.bytes < one.bytes * shrunkTo &&
    older.slice(0, keptDaily - 1).every(({ bytes }) => bytes < one.bytes * shrunkTo) &&
    now - one.madeAt < keptLargeMs;
  return rest.filter((one) => one !== largest || !isLost(one));
}

/**
 * Makes a copy when the newest daily one is a day old, and removes all but the newest three.
 * @param now milliseconds since the Unix epoch. Copies that are dated later were made under a wrong clock, and do not count.
 * @returns whether a copy was made. @throws the SQLite or file system error; earlier copies stay.
 */
export function backUpWhenDue(file: string, open: () => Connection, now: number): boolean {
  const daily = () => readBackups(file).filter(({ beforeVersion }) => beforeVersion === null);
  if (daily().some(({ madeAt }) => madeAt <= now && now - madeAt < intervalMs)) return false;
  copyInto(file, open(), nameAt(now));
  for (const { path } of dispensable(daily(), now)) rmSync(path, { force: true });
  return true;
}

/**
 * Makes a copy of a database that is about to be migrated, unless there is one of its present state, and removes all but
 * the newest two of their kind. Daily copies are not counted and not removed.
 * @param version how many migrations the database has seen. @param now milliseconds since the Unix epoch.
 * @throws StoreError (no-room) when the disk has no room for the copy; else the SQLite or file system error.
 */
export function backUpBeforeMigration(file: string, db: Connection, version: number, now: number): void {
  const ofMigrations = () => readBackups(file).filter(({ beforeVersion }) => beforeVersion !== null);
  // A migration that failed is tried again, and has changed nothing.
  const lastWrite = lastWriteTo(file);
  if (ofMigrations().some((old) => old.beforeVersion === version && statSync(old.path).mtimeMs >= lastWrite))
    return;
  refuseWithoutRoom(file, db);
  copyInto(file, db, nameAt(now, `-v${version}`));
  for (const { path } of ofMigrations().slice(keptBeforeMigrations)) rmSync(path, { force: true });
}

/** Asked before, as finding out by filling the disk would keep calls from being stored. */
function refuseWithoutRoom(file: string, db: Connection): void {
  const [pages, free, bytes] = ['page_count', 'freelist_count', 'page_size'].map((name) =>
    Number(db.pragma(name, { simple: true })),
  ) as [number, number, number];
  const needed = (pages - free) * bytes;
  const { bavail, bsize } = statfsSync(dirname(file));
  const missing = needed - bavail * bsize;
  if (missing > 0)
    throw new StoreError(
      'no-room',
      `A copy of the database needs ${Math.ceil(missing / 1e6)} MB more than the disk has`,
    );
}

/** When the database or its log was last written, in milliseconds since the Unix epoch. An open one has an empty log. */
function lastWriteTo(file: string): number {
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  return Math.max(statSync(file).mtimeMs, log && log.size > 0 ? log.mtimeMs : 0);
}

/** Copies a database into the folder of its backups; the copy has its name once it is whole and on the disk. */
function copyInto(file: string, db: Connection, name: string): void {
  const folder = folderOf(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // What a crash left behind.
  for (const left of readdirSync(folder))
    if (left.endsWith(unfinishedSuffix)) rmSync(join(folder, left), { force: true });
  const target = join(folder, name);
  const unfinished = `${target}${unfinishedSuffix}`;
  try {
    // One consistent snapshot, and compact; it reads every page, so that damage is noticed.
    db.prepare('VACUUM INTO ?').run(unfinished);
    syncPath(unfinished, 'r+');
    renameSync(unfinished, target);
  } catch (error) {
    // Half a copy on a full disk would keep it full.
    rmSync(unfinished, { force: true });
    throw error;
  }
  // Windows cannot open folders, and needs no such thing.
  if (process.platform !== 'win32') syncPath(folder, 'r');
}

/** Syncs a file or folder to the disk. */
export function syncPath(path: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Copies the newest backup that passes SQLite's integrity check. One of a newer version of the app is passed over: it could
 * not be opened.
 * @returns when that backup was made, in milliseconds since the Unix epoch; null when there is no good one, and no copy.
 */
export function copyNewestBackup(file: string, target: string): number | null {
  for (const { path, madeAt } of readBackups(file)) {
    copyFileSync(path, target);
    if (isUsable(target)) return madeAt;
    rmSync(target, { force: true });
  }
  return null;
}

/** Tells whether a database is whole, and of no newer version than this one. */
export function isUsable(file: string): boolean {
  try {
    const db = connect(file, { readonly: true, busyTimeoutMs: 0 });
    try {
      return (
        db.pragma('integrity_check(1)', { simple: true }) === 'ok' &&
        Number(db.pragma('user_version', { simple: true })) <= migrations.length
      );
    } finally {
      db.close();
    }
  } catch {
    return false;
  }
}
