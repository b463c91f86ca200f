import { describe, expect, it } from 'vitest';
import { connect } from '../../electron/engine/database/connection.ts';
import { migrate } from '../../electron/engine/database/migrate.ts';
import { migrations } from '../../electron/engine/database/migrations/index.ts';
import { createDeliveryQueries } from '../../electron/engine/intake/delivery-queries.ts';

describe('a database from before deliveries had an origin', () => {
  it('tells test calls, records of the call log and webhooks apart as it did', () => {
    const db = connect(':memory:', { busyTimeoutMs: 0 });
    migrate(db, { history: migrations.slice(0, 12) });
    const add = db.prepare(
      `INSERT INTO deliveries (source_id, received_at, event_id, outcome, status, content_type, is_test)
       VALUES ('main', 0, ?, 'accepted', 200, ?, ?)`,
    );
    add.run('webhook', 'application/x-www-form-urlencoded', 0);
    add.run('test', 'application/json', 1);
    add.run('log', 'x-ringback/call-log', 0);
    migrate(db);
    const { deliveries } = createDeliveryQueries(db).list({ limit: 10 });
    expect(deliveries.map(({ eventId, origin }) => [eventId, origin])).toEqual([
      ['log', 'call-log'],
      ['test', 'test'],
      ['webhook', 'webhook'],
    ]);
    db.close();
  });
});
