/** Daily copies of the database, made while it is in use, and finding the newest good one when they are needed. */
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
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Connection, connect } from './connection.ts';

const keptBackups = 3;
const intervalMs = 24 * 60 * 60 * 1000;

const folderOf = (file: string): string => join(dirname(file), 'backups');
const isBackup = (name: string): boolean => /^ringback-[\dTZ-]+\.db$/.test(name);

/** The backups of a database, newest first. */
export function listBackups(file: string): string[] {
  const folder = folderOf(file);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(isBackup)
    .sort()
    .reverse()
    .map((name) => join(folder, name));
}

/**
 * Makes a copy when the newest one is a day old, and removes all but the newest three.
 * @param now milliseconds since the Unix epoch.
 * @returns whether a copy was made. @throws the SQLite or file system error; earlier copies stay.
 */
export function backUpWhenDue(file: string, open: () => Connection, now: number): boolean {
  const [newest] = listBackups(file);
  if (newest && Math.abs(now - statSync(newest).mtimeMs) < intervalMs) return false;
  const folder = folderOf(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const target = join(folder, `ringback-${new Date(now).toISOString().replace(/[:.]/g, '-')}.db`);
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { force: true });
  // One consistent snapshot, and compact; it reads every page, so that damage is noticed.
  open().prepare('VACUUM INTO ?').run(unfinished);
  const descriptor = openSync(unfinished, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(unfinished, target);
  for (const old of listBackups(file).slice(keptBackups)) rmSync(old, { force: true });
  return true;
}

/**
 * Puts the newest backup that passes SQLite's integrity check in place of a database that was moved aside.
 * @returns when that backup was made, in milliseconds since the Unix epoch; null when there is no good one.
 */
export function restoreNewestBackup(file: string): number | null {
  for (const backup of listBackups(file)) {
    const candidate = `${file}.restoring`;
    copyFileSync(backup, candidate);
    if (isIntact(candidate)) {
      renameSync(candidate, file);
      return statSync(backup).mtimeMs;
    }
    rmSync(candidate, { force: true });
  }
  return null;
}

function isIntact(file: string): boolean {
  try {
    const db = connect(file, { readonly: true, busyTimeoutMs: 0 });
    try {
      return db.pragma('integrity_check(1)', { simple: true }) === 'ok';
    } finally {
      db.close();
    }
  } catch {
    return false;
  }
}
