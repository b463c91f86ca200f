/**
 * Whether the files at the database's path are still those that are open. An open file goes on working when it is deleted,
 * moved or replaced; what is written to it then is gone at the next start.
 */
import { randomInt } from 'node:crypto';
import { type BigIntStats, closeSync, openSync, read, readSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Connection } from './connection.ts';

/** SQLite's header has four bytes for the application's use, which every write of the first page keeps. */
const generationOffset = 68;
const suffixes = ['', '-wal', '-shm'] as const;

interface FileIdentity {
  dev: bigint;
  ino: bigint;
  /** None of the files shrinks while it is open. */
  size: bigint;
}

export interface DatabaseIdentity {
  file: string;
  files: readonly FileIdentity[];
  /** In the file now, and once the next checkpoint was made: it may have to wait for a reader. */
  generations: readonly number[];
  /**
   * Of the database's file, open as long as the database is: when a process closes any descriptor of a file, the system drops
   * the locks that SQLite holds on it.
   */
  descriptor: number;
}

const identityOf = ({ dev, ino, size }: BigIntStats): FileIdentity => ({ dev, ino, size });

const readAt = promisify(read);

const readGeneration = (header: Buffer): number => header.readInt32BE(0);

/**
 * Gives an open database a new generation: a copy of earlier has another one.
 * @throws the SQLite or file system error.
 */
export function takeIdentity(db: Connection): DatabaseIdentity {
  const generation = randomInt(1, 2 ** 31);
  db.pragma(`application_id = ${generation}`);
  db.pragma('wal_checkpoint(PASSIVE)');
  const file = db.name;
  const files = suffixes.map((suffix) => identityOf(statSync(file + suffix, { bigint: true })));
  const descriptor = openSync(file, 'r');
  return { file, files, generations: [generation, generationIn(descriptor)], descriptor };
}

function generationIn(descriptor: number): number {
  const header = Buffer.alloc(4);
  readSync(descriptor, header, 0, header.length, generationOffset);
  return readGeneration(header);
}

/** Call after the database was closed. */
export const forgetIdentity = ({ descriptor }: DatabaseIdentity): void => closeSync(descriptor);

/** The same database once its log was emptied. */
export const withEmptyLog = (identity: DatabaseIdentity): DatabaseIdentity => ({
  ...identity,
  files: identity.files.map((known, index) => (suffixes[index] === '-wal' ? { ...known, size: 0n } : known)),
});

/** Tells whether the file at the path is the one that was opened, without looking into it. @throws the file system's error. */
export function isSameFile({ file, files }: DatabaseIdentity): boolean {
  const { dev, ino } = statSync(file, { bigint: true });
  return files[0]?.dev === dev && files[0].ino === ino;
}

/** Tells whether the same files are at the path, whole, with their generation. Remembers how large they have become. */
export async function isInPlace(identity: DatabaseIdentity): Promise<boolean> {
  try {
    for (const [index, suffix] of suffixes.entries()) {
      const known = identity.files[index];
      const now = await stat(identity.file + suffix, { bigint: true });
      if (!known || now.dev !== known.dev || now.ino !== known.ino || now.size < known.size) return false;
      known.size = now.size;
    }
    const { buffer } = await readAt(identity.descriptor, Buffer.alloc(4), 0, 4, generationOffset);
    return identity.generations.includes(readGeneration(buffer));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Whatever else goes wrong - no descriptors, a disk that does not answer - says nothing about the files.
    return code !== 'ENOENT' && code !== 'ENOTDIR';
  }
}
