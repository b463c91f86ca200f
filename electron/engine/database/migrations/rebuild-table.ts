/**
 * Rebuilding a table: SQLite's only way to change a CHECK, a column's type or a key. Follows the order that SQLite
 * documents (https://www.sqlite.org/lang_altertable.html#otheralter): create, copy, drop, rename. The runner does the
 * rest: foreign keys off before the transaction, and checked at its end.
 */
import type { Connection } from '../connection.ts';

export interface TableRebuild {
  table: string;
  /** What follows the table's name in CREATE TABLE, e.g. `(id INTEGER PRIMARY KEY, note TEXT) STRICT`. */
  definition: string;
  /**
   * What a column of the new table is filled with: an SQL expression over a row of the old one. A column that is not
   * named is copied from the old one of its name, or takes its default where there is none.
   */
  values?: Readonly<Record<string, string>>;
  /** Columns of the old table that the new one does not have. Named, as a forgotten one would be lost. */
  dropped?: readonly string[];
}

/**
 * Gives a table another definition and keeps its rows, indexes, triggers, statistics and place in AUTOINCREMENT. An index
 * or trigger that names a dropped column is to be dropped before.
 * @throws Error when foreign keys are on (DROP TABLE would carry out ON DELETE), there is no such table, or a column
 * would be lost without being named; SqliteError when a row does not fit the definition. Nothing is kept then: the
 * runner's transaction is taken back.
 */
export function rebuildTable(db: Connection, { table, definition, values = {}, dropped = [] }: TableRebuild) {
  if (db.pragma('foreign_keys', { simple: true }) !== 0)
    throw new Error(`Rebuilding ${table} with foreign keys on would delete the rows that refer to it`);
  const before = columnsOf(db, table);
  if (before.length === 0) throw new Error(`There is no table ${table}`);
  const dependents = db
    .prepare<[string], string>(
      `SELECT sql FROM sqlite_schema
        WHERE tbl_name = ? COLLATE NOCASE AND type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid`,
    )
    .pluck()
    .all(table);
  const restoreSequence = keepSequence(db, table);
  const restoreStatistics = keepStatistics(db, table);

  const rebuilt = `${table}_rebuilt`;
  db.exec(`CREATE TABLE ${quote(rebuilt)} ${definition}`);
  const after = columnsOf(db, rebuilt);
  const lost = before.filter((column) => !after.includes(column) && !dropped.includes(column));
  if (lost.length > 0)
    throw new Error(`${table} would lose ${lost.join(', ')}; name it as dropped or keep it`);
  const unknown = Object.keys(values).filter((column) => !after.includes(column));
  if (unknown.length > 0) throw new Error(`${table} is to have no ${unknown.join(', ')}`);
  const filled = after.filter((column) => Object.hasOwn(values, column) || before.includes(column));
  db.exec(
    `INSERT INTO ${quote(rebuilt)} (${filled.map(quote).join(', ')})
      SELECT ${filled.map((column) => values[column] ?? quote(column)).join(', ')} FROM ${quote(table)}`,
  );
  db.exec(`DROP TABLE ${quote(table)}`);
  renameOnly(db, rebuilt, table);
  for (const sql of dependents) db.exec(sql);
  restoreSequence();
  restoreStatistics();
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Without the generated ones, which nothing may be written to. */
const columnsOf = (db: Connection, table: string): string[] =>
  db
    .prepare<[string], string>('SELECT name FROM pragma_table_xinfo(?) WHERE hidden IN (0, 1)')
    .pluck()
    .all(table);

/**
 * Renames a table and nothing else. Without `legacy_alter_table`, SQLite also reads all views and triggers, and fails
 * where one names the table that was just dropped.
 */
function renameOnly(db: Connection, from: string, to: string): void {
  const legacy = db.pragma('legacy_alter_table', { simple: true });
  db.pragma('legacy_alter_table = ON');
  try {
    db.exec(`ALTER TABLE ${quote(from)} RENAME TO ${quote(to)}`);
  } finally {
    db.pragma(`legacy_alter_table = ${Number(legacy)}`);
  }
}

const hasTable = (db: Connection, name: string): boolean =>
  db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined;

/** DROP TABLE forgets which IDs were given, and those of deleted rows would be given again. */
function keepSequence(db: Connection, table: string): () => void {
  const read = () =>
    hasTable(db, 'sqlite_sequence')
      ? db.prepare<[string], number>('SELECT seq FROM sqlite_sequence WHERE name = ?').pluck().get(table)
      : undefined;
  const before = read();
  return () => {
    if (before === undefined || !hasTable(db, 'sqlite_sequence')) return;
    if (read() === undefined)
      db.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)').run(table, before);
    else db.prepare('UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?').run(before, table);
  };
}

/** DROP TABLE forgets the planner's statistics, and they are made again only daily. */
function keepStatistics(db: Connection, table: string): () => void {
  const rows = hasTable(db, 'sqlite_stat1')
    ? db
        .prepare<[string], { idx: string | null; stat: string }>(
          'SELECT idx, stat FROM sqlite_stat1 WHERE tbl = ?',
        )
        .all(table)
    : [];
  return () => {
    if (rows.length === 0) return;
    const insert = db.prepare('INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)');
    for (const { idx, stat } of rows)
      if (idx === null || idx === table || hasTable(db, idx)) insert.run(table, idx, stat);
    db.exec('ANALYZE sqlite_schema');
  };
}
