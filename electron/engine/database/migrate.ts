/**
 * Brings a database to the newest schema, one numbered migration a transaction. Foreign keys are off meanwhile, as
 * DROP TABLE in a table's rebuild would carry out ON DELETE, and are checked before each COMMIT.
 */
import type { Connection } from './connection.ts';
import { type BrokenReferences, brokenReferences, referencesToNothing } from './foreign-keys.ts';
import { migrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { faultOf, StoreError } from './store-error.ts';

/** What is being done, for whoever waits. */
export interface MigrationProgress {
  /** Counted from 1. */
  step: number;
  steps: number;
  /** The migration's name, or `backup`. */
  name: string;
}

export interface MigrateOptions {
  /** Copies a database that has something in it, before the first change. @throws when it cannot: nothing is changed then. */
  backUp?(version: number): void;
  /** Called before each step of an update; making a new database is none. */
  onProgress?(progress: MigrationProgress): void;
  /** The schema's history; tests have others. */
  history?: readonly Migration[];
}

/** How many migrations the database has seen. */
export const versionOf = (db: Connection): number => db.pragma('user_version', { simple: true }) as number;

/** Whether {@link migrate} has something to do before this version's queries fit. */
export const isOfOlderVersion = (db: Connection): boolean => versionOf(db) < migrations.length;

/** @throws StoreError (newer) when a newer version of the app has written the database. */
export function refuseNewer(db: Connection, history: readonly Migration[] = migrations): void {
  const version = versionOf(db);
  if (version > history.length)
    throw new StoreError(
      'newer',
      `The database has version ${version}; this version of Ringback knows ${history.length}. Install the newer version.`,
    );
}

/**
 * Carries out what is still to be done. Call outside of a transaction; foreign keys are on afterwards.
 * @throws StoreError, with nothing changed by the step that failed: newer - see {@link refuseNewer}; no-room - the disk
 * has no room for the copy; not-migrated - the copy or a migration failed; full, locked or corrupt as for any statement.
 */
export function migrate(
  db: Connection,
  { backUp, onProgress, history = migrations }: MigrateOptions = {},
): void {
  refuseNewer(db, history);
  const version = versionOf(db);
  const pending = history.slice(version);
  if (pending.length === 0) return;
  const isBackedUp = version > 0 && backUp !== undefined;
  const before = isBackedUp ? 1 : 0;
  const steps = before + pending.length;
  const tell = (step: number, name: string) => version > 0 && onProgress?.({ step, steps, name });
  if (isBackedUp) {
    tell(1, 'backup');
    try {
      backUp(version);
    } catch (error) {
      const failed = failure('The copy from before the migration', error);
      throw failed.fault === 'full' ? new StoreError('no-room', failed.message, { cause: error }) : failed;
    }
  }
  db.pragma('foreign_keys = OFF');
  try {
    // Damage of earlier times is no reason to stay at an old version for ever; new damage is.
    let broken = brokenReferences(db);
    pending.forEach((migration, index) => {
      tell(before + index + 1, migration.name);
      broken = carryOut(db, migration, version + index + 1, broken);
    });
  } finally {
    db.pragma('foreign_keys = ON');
  }
}

/** @returns the references that are broken now, no more than before. */
function carryOut(db: Connection, migration: Migration, number: number, before: BrokenReferences) {
  const step = db.transaction((): BrokenReferences => {
    // The pragma is ignored inside of a transaction.
    if (db.pragma('foreign_keys', { simple: true }) !== 0) throw new Error('foreign keys are on');
    if ('sql' in migration) db.exec(migration.sql);
    else migration.run(db);
    const after = brokenReferences(db);
    const worse = [...after].filter(([reference, count]) => count > (before.get(reference) ?? 0));
    const faults = [
      ...worse.map(([reference, count]) => `${reference} (${count})`),
      ...referencesToNothing(db),
    ].sort();
    if (faults.length > 0) throw new Error(`references are broken: ${faults.join(', ')}`);
    db.pragma(`user_version = ${number}`);
    return after;
  });
  try {
    return step.immediate();
  } catch (error) {
    throw failure(`Migration ${number} (${migration.name})`, error);
  }
}

function failure(what: string, error: unknown): StoreError {
  const fault = faultOf(error);
  const reason = error instanceof Error ? error.message : String(error);
  return new StoreError(fault === 'failed' ? 'not-migrated' : fault, `${what} failed: ${reason}`, {
    cause: error,
  });
}
