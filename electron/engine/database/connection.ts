/** Opening SQLite the way every connection of the engine needs it. */
import { createRequire } from 'node:module';
import type BetterSqlite3 from 'better-sqlite3';

export type Connection = BetterSqlite3.Database;

// A CommonJS addon that must stay outside of the bundle.
const Database = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite3;

export interface ConnectionOptions {
  readonly?: boolean;
  /** Throws where the file is missing, instead of creating it. */
  mustExist?: boolean;
  /** How long to wait for a lock that another connection holds, in milliseconds. */
  busyTimeoutMs: number;
}

/**
 * Opens the file with a write-ahead log that is synced at every commit. Checkpoints are left to the checkpoint thread,
 * so that no commit has to wait for one.
 */
export function connect(
  file: string,
  { readonly = false, mustExist = readonly, busyTimeoutMs }: ConnectionOptions,
): Connection {
  const nativeBinding = process.env.RINGBACK_SQLITE_BINDING;
  const db = new Database(file, {
    readonly,
    fileMustExist: mustExist,
    timeout: busyTimeoutMs,
    ...(nativeBinding ? { nativeBinding } : {}),
  });
  try {
    db.pragma('foreign_keys = ON');
    if (!readonly) {
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      db.pragma('wal_autocheckpoint = 0');
      db.pragma('cache_size = -32768');
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
