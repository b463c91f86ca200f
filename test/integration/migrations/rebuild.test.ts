/** Each table of the schema is rebuilt with rows in all of them, as a later migration may have to. */
import { describe, expect, it } from 'vitest';
import { type Connection, connect } from '../../../electron/engine/database/connection.ts';
import { brokenReferences, referencesToNothing } from '../../../electron/engine/database/foreign-keys.ts';
import { migrate } from '../../../electron/engine/database/migrate.ts';
import { migrations } from '../../../electron/engine/database/migrations/index.ts';
import { rebuildTable } from '../../../electron/engine/database/migrations/rebuild-table.ts';
import { fillVersion, snapshot, tablesOf } from '../../support/stored-rows.ts';

function filledDatabase(): Connection {
  const db = connect(':memory:', { busyTimeoutMs: 0 });
  fillVersion(db, migrations.length);
  return db;
}
const tables = tablesOf(filledDatabase());

/** What follows the table's name in its own CREATE TABLE. */
const definitionOf = (db: Connection, table: string): string =>
  String(db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(table)).replace(
    /^CREATE TABLE "?\w+"?\s*/,
    '',
  );
const schemaOf = (db: Connection) =>
  (
    db
      .prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'")
      .all() as { name: string; sql: string | null }[]
  )
    .map((object) => ({ ...object, sql: object.sql?.replaceAll('"', '') }))
    .sort((one, other) => one.name.localeCompare(other.name));

describe('a rebuild of any table', () => {
  it('is tried with rows in every table, and with references that are whole', () => {
    const db = filledDatabase();
    const empty = tables.filter((table) => snapshot(db)[table]?.length === 0);
    expect(empty, 'without rows in test/support/stored-rows.ts').toEqual([]);
    expect([...brokenReferences(db)]).toEqual([]);
  });

  it.each(tables)('%s: loses and changes no row of any table', (table) => {
    const db = filledDatabase();
    db.exec('ANALYZE');
    const before = snapshot(db);
    const schema = schemaOf(db);
    migrate(db, {
      history: [
        ...migrations,
        { name: 'rebuild', run: () => rebuildTable(db, { table, definition: definitionOf(db, table) }) },
      ],
    });
    expect(snapshot(db)).toEqual(before);
    expect(schemaOf(db)).toEqual(schema);
    expect([...brokenReferences(db), ...referencesToNothing(db)]).toEqual([]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  it.each(['calls', 'follow_ups'])(
    '%s: would lose rows of others with foreign keys on, which is what these tests notice',
    (table) => {
      const db = filledDatabase();
      const before = snapshot(db);
      db.transaction(() => {
        db.exec(`
          CREATE TABLE rebuilt ${definitionOf(db, table)};
          INSERT INTO rebuilt SELECT * FROM ${table};
          DROP TABLE ${table};
          ALTER TABLE rebuilt RENAME TO ${table};`);
      }).immediate();
      expect(snapshot(db)).not.toEqual(before);
    },
  );
});
