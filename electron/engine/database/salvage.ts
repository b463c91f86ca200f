/** Taking out of a damaged database what can still be read, over what a backup has. */
import type { Connection } from './connection.ts';

/** Statements of one table at most: where nearly nothing can be read, it ends. */
const mostAttempts = 20_000;

/** What came of it. */
export interface Salvage {
  /** Rows that were taken over. */
  rows: number;
  /** Whether every row of every table could be read. */
  isComplete: boolean;
}

interface Column {
  name: string;
  type: string;
  pk: number;
}

/**
 * Copies every readable row of a damaged database into another of the newest version; a row of the same key is replaced.
 * Deliveries whose calls could not be read are processed again by the worker. Not atomic: use it on a file that is put in its
 * place afterwards. @throws the SQLite error where the damaged one cannot be opened at all.
 */
export function salvageInto(db: Connection, damaged: string): Salvage {
  db.prepare('ATTACH DATABASE ? AS damaged').run(damaged);
  db.pragma('foreign_keys = OFF');
  try {
    const salvage: Salvage = { rows: 0, isComplete: true };
    for (const table of tablesIn(db, 'main')) takeTable(db, table, salvage);
    mend(db);
    return salvage;
  } finally {
    db.exec('DETACH DATABASE damaged');
    db.pragma('foreign_keys = ON');
  }
}

const tablesIn = (db: Connection, schema: string): string[] =>
  db
    .prepare<[], string>(
      `SELECT name FROM ${schema}.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
    )
    .pluck()
    .all();

const columnsOf = (db: Connection, schema: string, table: string): Column[] =>
  db.pragma(`${schema}.table_info(${table})`) as Column[];

function takeTable(db: Connection, table: string, salvage: Salvage): void {
  const columns = columnsOf(db, 'main', table);
  const there = new Set(columnsOf(db, 'damaged', table).map(({ name }) => name));
  const shared = columns.filter(({ name }) => there.has(name));
  if (shared.length === 0) return;
  const names = shared.map(({ name }) => `"${name}"`).join(', ');
  const take = `INSERT OR REPLACE INTO main."${table}" (${names}) SELECT ${names} FROM damaged."${table}"`;
  const whole = attempt(() => db.prepare(take).run().changes);
  if (whole !== null) {
    salvage.rows += whole;
    return;
  }
  salvage.isComplete = false;
  const key = columns.find(({ pk }) => pk === 1);
  if (key?.type === 'INTEGER')
    salvage.rows += takeRanges(db, `${take} WHERE "${key.name}" BETWEEN ? AND ?`, key.name, table);
  else if (key) salvage.rows += takeFromBothEnds(db, table, shared, columns);
}

/** What is damaged is missing, whatever else is wrong ends the salvage. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    const code = String((error as { code?: unknown }).code ?? '');
    if (/^SQLITE_(CORRUPT|NOTADB|CONSTRAINT|MISMATCH|IOERR_SHORT_READ)/.test(code)) return null;
    throw error;
  }
}

/** Halves a range until it reads, or is a single row that does not. */
function takeRanges(db: Connection, statement: string, key: string, table: string): number {
  const take = db.prepare(statement);
  const last = highestKey(db, key, table);
  const open: [number, number][] = [[0, last]];
  let rows = 0;
  for (let attempts = 0; attempts < mostAttempts; attempts++) {
    const range = open.pop();
    if (!range) break;
    const [from, to] = range;
    const taken = attempt(() => take.run(from, to).changes);
    if (taken !== null) rows += taken;
    else if (from < to) {
      const middle = Math.floor((from + to) / 2);
      // The newer half first: a backup has the older one.
      open.push([from, middle], [middle + 1, to]);
    }
  }
  return rows;
}

/** No row of the table has a higher key. IDs are counted in a table of their own, and those of calls are keys of others. */
function highestKey(db: Connection, key: string, table: string): number {
  const counted = key === 'call_id' ? 'calls' : key === 'delivery_id' ? 'deliveries' : table;
  const of = (schema: string): number =>
    attempt(() =>
      db
        .prepare<[string], number>(`SELECT seq FROM ${schema}.sqlite_sequence WHERE name = ?`)
        .pluck()
        .get(counted),
    ) ?? 0;
  const seen = attempt(() =>
    db.prepare<[], number | null>(`SELECT max("${key}") FROM damaged."${table}"`).pluck().get(),
  );
  return Math.max(of('damaged'), of('main'), seen ?? 0);
}

/** Reads in the order of the key until it does not go on, from its beginning and from its end. */
function takeFromBothEnds(
  db: Connection,
  table: string,
  shared: readonly Column[],
  columns: readonly Column[],
): number {
  const names = shared.map(({ name }) => `"${name}"`).join(', ');
  const put = db.prepare(
    `INSERT OR REPLACE INTO main."${table}" (${names}) VALUES (${shared.map(() => '?').join(', ')})`,
  );
  const keys = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  let rows = 0;
  for (const direction of ['ASC', 'DESC']) {
    const order = keys.map(({ name }) => `"${name}" ${direction}`).join(', ');
    const read: unknown[][] = [];
    attempt(() => {
      const all = db
        .prepare<[], unknown[]>(`SELECT ${names} FROM damaged."${table}" ORDER BY ${order}`)
        .raw();
      for (const row of all.iterate()) read.push(row);
    });
    for (const row of read) rows += attempt(() => put.run(row).changes) ?? 0;
  }
  return rows;
}

/** Removes what points to rows that could not be read, and has the deliveries that made those processed again. */
function mend(db: Connection): void {
  db.transaction(() => {
    db.exec(`
      UPDATE calls SET follow_up_id = NULL WHERE follow_up_id NOT IN (SELECT id FROM follow_ups);
      DELETE FROM follow_ups WHERE last_call_id NOT IN (SELECT id FROM calls);
      UPDATE calls SET follow_up_id = NULL WHERE follow_up_id NOT IN (SELECT id FROM follow_ups);
      DELETE FROM call_events WHERE call_id NOT IN (SELECT id FROM calls);
      DELETE FROM notifications WHERE call_id NOT IN (SELECT id FROM calls);
      UPDATE notifications SET digest_id = NULL WHERE digest_id NOT IN (SELECT id FROM digests);
      DELETE FROM messages WHERE call_id NOT IN (SELECT id FROM calls);
      DELETE FROM rep_action_calls WHERE call_id NOT IN (SELECT id FROM calls) OR action_id NOT IN (SELECT id FROM rep_actions);
      DELETE FROM retries WHERE delivery_id NOT IN (SELECT id FROM deliveries);
      INSERT INTO progress (one, processed_through) SELECT 1, 0 WHERE NOT EXISTS (SELECT 1 FROM progress);
      INSERT OR IGNORE INTO retries SELECT id, 0 FROM deliveries
        WHERE outcome = 'accepted' AND id <= (SELECT processed_through FROM progress)
          AND id NOT IN (SELECT delivery_id FROM call_events);`);
  }).immediate();
}
