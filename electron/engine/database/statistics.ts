/**
 * What SQLite's planner knows of the tables. Its samples of values (sqlite_stat4) are not kept: with them each statement
 * with a parameter is planned for that parameter's value, and so prepared again at every use, which costs several times
 * what the statement itself does. For the same reason statements that run for every delivery write `+?`: a bare
 * parameter is also compared with the conditions of partial indexes, and in LIMIT looked at.
 */
import type { Connection } from './connection.ts';

/** Call for a database that another version may have written. */
export function forgetSamples(db: Connection): void {
  const hasTable = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat4'").get();
  if (!hasTable || !db.prepare('SELECT 1 FROM sqlite_stat4 LIMIT 1').get()) return;
  db.exec('DELETE FROM sqlite_stat4');
  // Reads the statistics again.
  db.exec('ANALYZE sqlite_schema');
}

/** SQLite recommends it about daily. */
export function optimize(db: Connection): void {
  db.pragma('optimize');
  forgetSamples(db);
}
