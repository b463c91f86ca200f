/** Whether rows point to rows that are not there. */
import type { Connection } from './connection.ts';

/** How many rows of a table point to no row of another, by `<table> -> <other table>`. */
export type BrokenReferences = ReadonlyMap<string, number>;

/** @throws SqliteError when a reference does not name a key of the other table. */
export function brokenReferences(db: Connection): BrokenReferences {
  const broken = new Map<string, number>();
  const rows = db.pragma('foreign_key_check') as { table: string; parent: string }[];
  for (const { table, parent } of rows) {
    const reference = `${table} -> ${parent}`;
    broken.set(reference, (broken.get(reference) ?? 0) + 1);
  }
  return broken;
}

/** References to tables that do not exist, as `<table> -> <other table>`. They break at the next row that is written. */
export const referencesToNothing = (db: Connection): string[] =>
  db
    .prepare<[], string>(
      `SELECT DISTINCT tables.name || ' -> ' || key."table"
         FROM sqlite_schema AS tables, pragma_foreign_key_list(tables.name) AS key
        WHERE tables.type = 'table' AND NOT EXISTS (
          SELECT 1 FROM sqlite_schema AS other WHERE other.type = 'table' AND other.name = key."table" COLLATE NOCASE)`,
    )
    .pluck()
    .all();
