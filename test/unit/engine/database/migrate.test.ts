import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { type MigrationProgress, migrate, versionOf } from '../../../../electron/engine/database/migrate.ts';
import type { Migration } from '../../../../electron/engine/database/migrations/migration.ts';
import { rebuildTable } from '../../../../electron/engine/database/migrations/rebuild-table.ts';
import { StoreError } from '../../../../electron/engine/database/store-error.ts';

const initial: Migration = {
  name: 'initial',
  sql: `
    CREATE TABLE parents (id INTEGER PRIMARY KEY AUTOINCREMENT, state TEXT NOT NULL CHECK (state IN ('open', 'closed'))) STRICT;
    CREATE INDEX parents_state ON parents (state);
    CREATE TABLE children (parent_id INTEGER NOT NULL REFERENCES parents (id) ON DELETE CASCADE, note TEXT) STRICT;
    CREATE TABLE friends (parent_id INTEGER REFERENCES parents (id) ON DELETE SET NULL) STRICT;
    CREATE TABLE log (note TEXT) STRICT;
    CREATE TRIGGER parents_log AFTER DELETE ON parents BEGIN INSERT INTO log VALUES ('deleted'); END;
    CREATE VIEW open_parents AS SELECT id FROM parents WHERE state = 'open';
    INSERT INTO parents VALUES (1, 'open'), (2, 'closed'), (9, 'open');
    INSERT INTO children VALUES (1, 'a'), (1, 'b'), (2, 'c');
    INSERT INTO friends VALUES (1), (2);
    DELETE FROM parents WHERE id = 9;`,
};
const allowSnoozed: Migration = {
  name: 'allow-snoozed',
  run: (db) =>
    rebuildTable(db, {
      table: 'parents',
      definition: `(
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'snoozed')),
        note TEXT NOT NULL DEFAULT 'none',
        shouted TEXT NOT NULL
      ) STRICT`,
      values: { shouted: 'upper(state)' },
    }),
};

function database() {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = ON');
  migrate(db, { history: [initial] });
  return db;
}
const all = (db: Database.Database, sql: string) => db.prepare(sql).all();
const failureOf = (action: () => void): StoreError => {
  try {
    action();
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown');
};

describe("a table's rebuild", () => {
  it('keeps the rows of all tables, with its indexes, triggers, views, statistics and place in AUTOINCREMENT', () => {
    const db = database();
    db.exec('ANALYZE');
    const statistics = all(db, "SELECT * FROM sqlite_stat1 WHERE tbl = 'parents' ORDER BY idx");
    expect(statistics).not.toEqual([]);
    migrate(db, { history: [initial, allowSnoozed] });
    expect(versionOf(db)).toBe(2);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(all(db, 'SELECT * FROM parents')).toEqual([
      { id: 1, state: 'open', note: 'none', shouted: 'OPEN' },
      { id: 2, state: 'closed', note: 'none', shouted: 'CLOSED' },
    ]);
    expect(all(db, 'SELECT * FROM children')).toHaveLength(3);
    expect(all(db, 'SELECT * FROM friends WHERE parent_id IS NOT NULL')).toHaveLength(2);
    expect(all(db, 'SELECT * FROM log')).toEqual([{ note: 'deleted' }]);
    expect(all(db, 'SELECT * FROM open_parents')).toEqual([{ id: 1 }]);
    expect(all(db, "SELECT name FROM sqlite_schema WHERE tbl_name = 'parents' AND type <> 'table'")).toEqual([
      { name: 'parents_state' },
      { name: 'parents_log' },
    ]);
    expect(all(db, "SELECT * FROM sqlite_stat1 WHERE tbl = 'parents' ORDER BY idx")).toEqual(statistics);
    db.exec("INSERT INTO parents (state, shouted) VALUES ('snoozed', '')");
    expect(all(db, "SELECT id FROM parents WHERE state = 'snoozed'")).toEqual([{ id: 10 }]);
    db.exec('DELETE FROM parents WHERE id = 1');
    expect(all(db, 'SELECT * FROM children')).toHaveLength(1);
    expect(all(db, 'SELECT * FROM log')).toHaveLength(2);
  });

  it('says which column its author forgot, and drops one that is named', () => {
    const definition = '(parent_id INTEGER NOT NULL REFERENCES parents (id) ON DELETE CASCADE) STRICT';
    const forget = (dropped: string[]): Migration => ({
      name: 'forget',
      run: (db) => rebuildTable(db, { table: 'children', definition, dropped }),
    });
    const db = database();
    const { fault, message } = failureOf(() => migrate(db, { history: [initial, forget([])] }));
    expect([fault, message]).toEqual(['not-migrated', expect.stringContaining('children would lose note')]);
    expect(all(db, 'SELECT * FROM children')).toHaveLength(3);
    migrate(db, { history: [initial, forget(['note'])] });
    expect(all(db, 'SELECT * FROM children')).toEqual([1, 1, 2].map((parent_id) => ({ parent_id })));
  });

  it('refuses to work where DROP TABLE would delete what refers to it', () => {
    const db = database();
    expect(() => rebuildTable(db, { table: 'parents', definition: '(id INTEGER PRIMARY KEY)' })).toThrow(
      /foreign keys on/,
    );
    expect(() =>
      migrate(db, {
        history: [
          initial,
          { name: 'wrong', run: () => rebuildTable(db, { table: 'parent', definition: '(id)' }) },
        ],
      }),
    ).toThrow(/no table parent/);
  });
});

describe('a migration that fails', () => {
  it.each<[string, Migration, RegExp]>([
    ['in SQL', { name: 'broken', sql: 'DELETE FROM log; SELECT nonsense;' }, /no such column: nonsense/],
    [
      'in code',
      {
        name: 'broken',
        run(db) {
          db.exec('DELETE FROM log');
          throw new Error('no');
        },
      },
      /no$/,
    ],
    [
      'by leaving rows that point to nothing',
      { name: 'broken', sql: 'DELETE FROM log; DELETE FROM parents WHERE id = 1;' },
      /children -> parents \(2\), friends -> parents \(1\)$/,
    ],
    [
      'by leaving a reference to a table that is gone',
      {
        name: 'broken',
        sql: 'DELETE FROM log; DELETE FROM children; DELETE FROM friends; DROP VIEW open_parents; ALTER TABLE parents RENAME TO old; CREATE TABLE parents AS SELECT * FROM old; DROP TABLE old;',
      },
      /children -> old, friends -> old$/,
    ],
  ])('changes nothing: %s', (_name, broken, reason) => {
    const db = database();
    const before = db.serialize();
    const { fault, message } = failureOf(() => migrate(db, { history: [initial, broken, allowSnoozed] }));
    expect(fault).toBe('not-migrated');
    expect(message).toMatch(/^Migration 2 \(broken\) failed: /);
    expect(message).toMatch(reason);
    expect(db.inTransaction).toBe(false);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(db.serialize().equals(before)).toBe(true);
  });

  it('keeps those before it', () => {
    const db = database();
    const broken: Migration = { name: 'broken', sql: 'SELECT nonsense' };
    failureOf(() => migrate(db, { history: [initial, allowSnoozed, broken] }));
    expect(versionOf(db)).toBe(2);
  });

  it('is not for what was broken before', () => {
    const db = database();
    db.pragma('foreign_keys = OFF');
    db.exec('DELETE FROM parents WHERE id = 2');
    migrate(db, { history: [initial, allowSnoozed] });
    expect(versionOf(db)).toBe(2);
    expect(all(db, 'SELECT * FROM children')).toHaveLength(3);
  });
});

describe('before a migration', () => {
  it('a database with something in it is copied, and each step is told', () => {
    const seen: (MigrationProgress | number)[] = [];
    const db = database();
    migrate(db, {
      history: [initial, allowSnoozed],
      backUp: (version) => seen.push(version),
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen).toEqual([
      { step: 1, steps: 2, name: 'backup' },
      1,
      { step: 2, steps: 2, name: 'allow-snoozed' },
    ]);
    migrate(db, {
      history: [initial, allowSnoozed],
      backUp: () => expect.unreachable(),
      onProgress: () => expect.unreachable(),
    });
    migrate(new Database(':memory:'), { history: [initial], backUp: () => expect.unreachable() });
  });

  it.each([
    ['SQLITE_FULL', 'no-room'],
    ['EACCES', 'not-migrated'],
  ])('nothing is begun where the copy fails with %s', (code, expected) => {
    const db = database();
    const before = db.serialize();
    const backUp = () => {
      throw Object.assign(new Error('the copy failed'), { code });
    };
    expect(failureOf(() => migrate(db, { history: [initial, allowSnoozed], backUp })).fault).toBe(expected);
    expect(db.serialize().equals(before)).toBe(true);
  });

  it('a newer database is refused', () => {
    const db = database();
    migrate(db, { history: [initial, allowSnoozed] });
    const before = db.serialize();
    expect(failureOf(() => migrate(db, { history: [initial] })).fault).toBe('newer');
    expect(db.serialize().equals(before)).toBe(true);
  });
});
