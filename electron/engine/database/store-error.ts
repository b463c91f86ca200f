/** What went wrong in the store, sorted by what can be done about it. */
import type { ProblemCode } from '#shared/contract/problem.ts';

export type StoreFault =
  | 'locked'
  | 'corrupt'
  | 'full'
  | 'failed'
  /** The files of the open database were deleted, moved or replaced. */
  | 'displaced'
  /** A newer version of the app wrote the database; it is left as it is. */
  | 'newer'
  /** There is no room for the copy that is made before a migration. */
  | 'no-room'
  /** A migration failed; the database is as it was before it. */
  | 'not-migrated';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly fault: StoreFault;
  constructor(fault: StoreFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}

/** Sorts an error of SQLite (by its result code) or of the file system. */
export function faultOf(error: unknown): StoreFault {
  if (error instanceof StoreError) return error.fault;
  const code = String((error as { code?: unknown }).code ?? '');
  if (/^SQLITE_(BUSY|LOCKED|PROTOCOL)/.test(code)) return 'locked';
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return 'corrupt';
  // A full disk surfaces as SQLITE_FULL, or as a failed write or fsync of the WAL.
  if (
    /^SQLITE_(FULL|IOERR_WRITE|IOERR_FSYNC|IOERR_TRUNCATE|IOERR_SHMSIZE)/.test(code) ||
    code === 'ENOSPC' ||
    code === 'EDQUOT'
  )
    return 'full';
  return 'failed';
}

/**
 * Whether the database itself fails, so that a later attempt may succeed. What it refuses of one row - a constraint, a
 * value that a column does not take - is the row's fault and stays so.
 */
export function isStoreFault(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  return code.startsWith('SQLITE_') && !/^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/.test(code);
}

const advice: Readonly<Record<StoreFault, { code: ProblemCode; message: string; fix: string }>> = {
  locked: {
    code: 'store-locked',
    message:
      "The call database is in use by another program, so calls cannot be stored. Callers' phone systems are asked to send again.",
    fix: 'Close the other program that has the database open. Ringback goes on by itself.',
  },
  corrupt: {
    code: 'store-corrupt',
    message: 'The call database was damaged.',
    fix: 'Check whether callers are missing in the list. Keep the damaged file until then.',
  },
  full: {
    code: 'store-full',
    message: 'The disk is full, so calls cannot be stored. Phone systems are asked to send again.',
    fix: 'Free some disk space. Ringback goes on by itself.',
  },
  failed: {
    code: 'store-failed',
    message: 'The call database cannot be written.',
    fix: 'Check that the data folder exists and may be written to. Ringback keeps trying.',
  },
  displaced: {
    code: 'store-displaced',
    message:
      'The call database was deleted, moved or replaced, so calls cannot be stored. Phone systems are asked to send again.',
    fix: 'Leave the data folder as it is. Ringback puts the database back automatically.',
  },
  newer: {
    code: 'store-newer',
    message: 'A newer Ringback wrote the call database, so this one cannot store calls. Nothing was changed.',
    fix: 'Install the newer Ringback again.',
  },
  'no-room': {
    code: 'store-full',
    message:
      'The call database must be updated, and the disk has no room for a copy of it. Calls cannot be stored until then.',
    fix: 'Free some disk space. Ringback goes on automatically.',
  },
  'not-migrated': {
    code: 'store-not-migrated',
    message: 'The call database could not be updated, so calls cannot be stored. Every call in it was kept.',
    fix: 'Install the earlier Ringback again. It can use the database as it is.',
  },
};

export const adviceFor = (fault: StoreFault) => advice[fault];
