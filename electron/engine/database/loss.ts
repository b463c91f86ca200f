/** Telling a database that was never there from one that is gone. */
import { existsSync, statSync } from 'node:fs';
import { listBackups } from './backup.ts';
import { type Connection, connect } from './connection.ts';

/** `missing`: nothing or an empty file is there. `foreign`: a database is there, and it is not Ringback's. */
export type Loss = 'missing' | 'foreign';

/**
 * Finds out whether an earlier database is gone. One that cannot be read is no loss here: it is damaged.
 * @param wasUsed whether one was open in this folder before.
 */
export function findLoss(file: string, wasUsed: boolean): Loss | null {
  const found = lookAt(file);
  if (found === 'ours') return null;
  if (found === 'foreign') return 'foreign';
  return wasUsed || listBackups(file).length > 0 || sizeOf(`${file}-wal`) > 0 ? 'missing' : null;
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

function lookAt(file: string): 'ours' | 'empty' | 'foreign' {
  // The log of one that was killed may hold all of it.
  if (!existsSync(file) || (sizeOf(file) === 0 && sizeOf(`${file}-wal`) === 0)) return 'empty';
  let db: Connection | null = null;
  try {
    db = connect(file, { readonly: true, busyTimeoutMs: 1000 });
    const tables = db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .pluck()
      .all();
    if (tables.includes('deliveries')) return 'ours';
    const version = Number(db.pragma('user_version', { simple: true }));
    if (tables.length === 0 && version === 0) return 'empty';
    return 'foreign';
  } catch {
    // Opening it for use says what is wrong.
    return 'ours';
  } finally {
    db?.close();
  }
}
