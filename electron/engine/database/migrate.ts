/** Brings a database to the newest schema, one numbered migration a transaction. */
import type { Connection } from './connection.ts';
import { migrations } from './migrations/index.ts';
import { StoreError } from './store-error.ts';

const versionOf = (db: Connection): number => db.pragma('user_version', { simple: true }) as number;

/** Whether {@link migrate} has something to do before this version's queries fit. */
export const isOfOlderVersion = (db: Connection): boolean => versionOf(db) < migrations.length;

/** @throws StoreError (failed) when a newer version of the app has written the database. */
export function migrate(db: Connection): void {
  const version = versionOf(db);
  if (version > migrations.length)
    throw new StoreError(
      'failed',
      `The database has version ${version}; this version of Ringback knows ${migrations.length}. Install the newer version.`,
    );
  migrations.slice(version).forEach((sql, index) => {
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${version + index + 1}`);
    }).immediate();
  });
}
