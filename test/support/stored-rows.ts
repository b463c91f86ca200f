/**
 * Databases of every version with rows in every table, and what is in them. A migration that makes a table adds its rows
 * here: tests fail for a table that has none.
 */
import type { Connection } from '../../electron/engine/database/connection.ts';
import { migrate } from '../../electron/engine/database/migrate.ts';
import { migrations } from '../../electron/engine/database/migrations/index.ts';

const at = Date.UTC(2026, 10, 23, 14, 0, 0);

/** Rows for the tables that a version brings, in the shape of that version. */
const rowsOfVersion: Readonly<Record<number, string>> = {
  1: `
    INSERT INTO deliveries (id, source_id, received_at, event_id, event_type, outcome, status, reason, attempts, content_type, query, headers, body) VALUES
      (1, 'main', ${at}, 'evt_1', 'call.missed', 'accepted', 200, NULL, 1, 'application/json', '', '{"x":"1"}', x'7B7D'),
      (2, 'main', ${at}, 'evt_2', 'call.voicemail', 'accepted', 200, NULL, 0, 'application/json', 'a=1', NULL, x'7B7D'),
      (3, 'main', ${at}, 'evt_3', 'call.odd', 'failed', 200, 'cannot be read', 5, 'application/json', '', NULL, x'FF00'),
      (4, 'other', ${at}, NULL, NULL, 'rejected', 401, 'the signature does not match', 0, NULL, '', NULL, x'41'),
      (5, 'other', ${at}, NULL, NULL, 'handshake', 200, NULL, 0, NULL, '', NULL, NULL),
      (6, 'main', ${at}, 'evt_1', 'call.missed', 'duplicate', 200, NULL, 0, 'application/json', '', NULL, NULL),
      (9, 'main', ${at}, 'evt_9', 'call.missed', 'accepted', 200, NULL, 0, 'application/json', '', NULL, x'7B7D');
    DELETE FROM deliveries WHERE id = 9;
    UPDATE progress SET processed_through = 6;
    INSERT INTO retries VALUES (2, ${at + 5000});
    INSERT INTO calls (id, source_id, provider, provider_call_id, contact_key, sort_at, direction, from_number, to_number, caller_name, started_at, answered_at, ended_at, duration_seconds, outcome, voicemail, first_received_at) VALUES
      (1, 'main', 'hmac', 'call_1', '+15550100', ${at}, 'inbound', '+15550100', '+15550199', 'A', ${at}, NULL, ${at + 9}, 0, 'missed', NULL, ${at}),
      (2, 'main', 'hmac', 'call_2', '+15550100', ${at + 1}, 'inbound', '+15550100', '+15550199', NULL, NULL, NULL, NULL, NULL, 'voicemail', '{"transcript":"x"}', ${at}),
      (3, 'main', 'hmac', 'call_3', '+15550101', ${at + 2}, 'outbound', NULL, '+15550101', NULL, NULL, ${at}, NULL, 30, 'answered', NULL, ${at}),
      (4, 'main', 'hmac', 'call_4', '+15550102', ${at + 3}, 'inbound', '+15550102', NULL, NULL, NULL, NULL, NULL, NULL, 'missed', NULL, ${at}),
      (8, 'main', 'hmac', 'call_8', '+15550102', ${at + 3}, 'inbound', '+15550102', NULL, NULL, NULL, NULL, NULL, NULL, 'other', NULL, ${at});
    DELETE FROM calls WHERE id = 8;
    INSERT INTO call_events VALUES (1, 1, 0, '{"n":1}'), (2, 2, 0, '{"n":2}'), (2, 2, 1, '{"n":3}'), (3, 3, 0, '{"n":4}'), (4, 4, 0, '{"n":5}');
    INSERT INTO follow_ups (id, contact_key, state, opened_at, last_call_at, last_call_id, missed_count, voicemail_count, closed_at, closed_by) VALUES
      (1, '+15550100', 'open', ${at}, ${at + 1}, 2, 1, 1, NULL, NULL),
      (2, '+15550102', 'closed', ${at}, ${at + 3}, 4, 1, 0, ${at + 60}, 'rep');
    UPDATE calls SET follow_up_id = 1 WHERE id IN (1, 2);
    UPDATE calls SET follow_up_id = 2 WHERE id = 4;
    INSERT INTO notifications (call_id, revision, kind, decided_at, result, reason) VALUES
      (1, 1, 'missed', ${at}, 'shown', NULL), (2, 1, 'voicemail', ${at}, NULL, NULL), (4, 1, 'missed', ${at}, 'failed', 'no service');`,
  3: `
    INSERT INTO seen_events VALUES ('main', 'evt_0', ${at});
    INSERT INTO secret_uses VALUES ('main', 'aabbcc', ${at});`,
  4: `INSERT INTO source_activity VALUES ('quiet', ${at});`,
  6: `
    INSERT INTO catch_up VALUES ('main', ${at - 9}, ${at}, ${at}, ${at + 9}, ${at + 1}, 'page-2'), ('other', NULL, NULL, NULL, NULL, NULL, NULL);
    INSERT INTO digests VALUES (1, 1), (2, 0), (7, 0);
    DELETE FROM digests WHERE id = 7;
    UPDATE notifications SET digest_id = 1 WHERE call_id = 4;`,
  7: `INSERT INTO source_handshakes VALUES ('quiet', ${at});`,
  8: `INSERT INTO source_hours VALUES ('quiet', ${Math.floor(at / 3_600_000)});`,
  10: `INSERT INTO messages VALUES ('main', 'msg_1', 2, '+15550100', ${at}, 1), ('main', 'msg_2', 4, '+15550102', ${at}, 0);`,
  // Beside the act that the migration makes of the thread that the rep closed.
  15: `
    INSERT INTO rep_actions (id, contact_key, kind, at, until, undoes, payload, "by", origin) VALUES
      ('act_1', '+15550100', 'snoozed', ${at + 70}, ${at + 9000}, NULL, NULL, NULL, 'local'),
      ('act_2', '+15550100', 'noted', ${at + 80}, NULL, NULL, '{"note":"x"}', 'B', 'team'),
      ('act_3', '+15550100', 'undone', ${at + 90}, NULL, 'act_2', NULL, NULL, 'local');
    INSERT INTO rep_action_calls (action_id, call_id) VALUES ('act_1', 1), ('act_1', 2), ('act_2', 1), ('act_3', 1);
    UPDATE follow_ups SET snoozed_until = ${at + 9000} WHERE id = 1;`,
  16: `
    INSERT INTO known_time VALUES (1, ${at}, 5, NULL);
    INSERT INTO doubtful_times VALUES (1, ${at}, 1, 2), (3, ${at}, 3, NULL);`,
  20: `INSERT INTO refused_requests SELECT id, 'POST', '', '{}' FROM deliveries WHERE outcome = 'rejected';`,
  18: `INSERT INTO source_addresses VALUES ('main', 'https://calls.example.com', ${at}, 'event'), ('other', 'https://hooks.example.com', ${at}, 'rep');`,
};

/** Brings a database that is open to a version, with rows in every table. */
export function fillVersion(db: Connection, version: number): void {
  for (let next = 1; next <= version; next++) {
    migrate(db, { history: migrations.slice(0, next) });
    db.exec(rowsOfVersion[next] ?? '');
  }
}

export type Rows = Readonly<Record<string, unknown>>[];

const quote = (name: string): string => `"${name}"`;

export const tablesOf = (db: Connection): string[] =>
  db
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1",
    )
    .pluck()
    .all();

const order = (rows: Rows): Rows =>
  [...rows].sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));

/** All rows of all tables, and which IDs were given; bodies as text. */
export function snapshot(db: Connection): Record<string, Rows> {
  const read = (table: string): Rows =>
    order(
      (db.prepare(`SELECT * FROM ${quote(table)}`).all() as Rows).map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([column, value]) => [
            column,
            Buffer.isBuffer(value) ? value.toString('hex') : value,
          ]),
        ),
      ),
    );
  return Object.fromEntries([...tablesOf(db), 'sqlite_sequence'].map((table) => [table, read(table)]));
}

/** The same tables and columns of two snapshots, to be compared: what a migration adds or renames is in one of them only. */
export function inCommon(earlier: Record<string, Rows>, later: Record<string, Rows>) {
  const part = (of: Record<string, Rows>) =>
    Object.fromEntries(
      Object.keys(earlier).map((table) => {
        const known = Object.keys(later[table]?.[0] ?? {});
        const columns = Object.keys(earlier[table]?.[0] ?? {}).filter((column) => known.includes(column));
        const rows = of[table] ?? [];
        return [
          table,
          order(rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])))),
        ];
      }),
    );
  return { earlier: part(earlier), later: part(later) };
}
