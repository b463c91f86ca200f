import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { backUpWhenDue, listBackups } from '../../electron/engine/database/backup.ts';
import { connect } from '../../electron/engine/database/connection.ts';
import { migrate } from '../../electron/engine/database/migrate.ts';
import { migrations } from '../../electron/engine/database/migrations/index.ts';
import { databaseFile } from '../../electron/engine/database/open.ts';
import { storedDeliveries, temporaryFolder } from '../support/engine-process.ts';
import { missedCall } from '../support/generic-events.ts';
import { appendEvent, callEveryoneBack, openTestStore, workOff } from '../support/store.ts';
import { webhookDelivery } from '../support/verified.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 10, 23, 14, 0, 0);

describe('retention', () => {
  it('deletes deliveries after 14 days and calls after 90, and still recognises what was sent before', () => {
    let now = start;
    const store = openTestStore({ clock: { now: () => now } });
    for (let n = 0; n < 450; n++) appendEvent(store, missedCall(n), now);
    while (store.worker.slice(256).looked > 0);
    const sweep = () => {
      let rounds = 0;
      while (store.retention.sweep(now)) rounds++;
      return rounds;
    };
    const counts = () => [
      store.request('deliveries.list', { limit: 500 }).deliveries.length,
      store.request('calls.list', { limit: 500 }).total,
    ];
    now = start + 13 * day;
    expect([sweep(), counts()]).toEqual([0, [450, 450]]);
    now = start + 15 * day;
    expect(sweep()).toBeGreaterThan(1);
    expect(counts()).toEqual([0, 450]);
    expect(appendEvent(store, missedCall(7), now)).toEqual({ outcome: 'duplicate' });
    expect(appendEvent(store, missedCall(1000), now)).toEqual({ outcome: 'accepted' });
    while (workOff(store).changed.length > 0);
    now = start + 91 * day;
    sweep();
    // Callers to call back stay, however old their calls are.
    expect([counts()[1], store.request('summary.get', {}).toCallBack > 0]).toEqual([451, true]);
    callEveryoneBack(store);
    sweep();
    expect(counts()[1]).toBe(0);
    expect(store.request('summary.get', {}).toCallBack).toBe(0);
    store.close();
  });

  it('remembers the signature that proved a delivery as long as its ID', () => {
    let now = start;
    const store = openTestStore({ clock: { now: () => now } });
    const append = (n: number, proof: string) => {
      const body = Buffer.from(JSON.stringify(missedCall(n)));
      return store.append([webhookDelivery({ receivedAt: now, contentType: null, body, proof })])[0];
    };
    expect(append(1, 'one')).toEqual({ outcome: 'accepted' });
    expect(append(2, 'one')).toEqual({ outcome: 'duplicate' });
    expect(append(3, 'another')).toEqual({ outcome: 'accepted' });
    while (store.worker.slice(256).looked > 0);
    now = start + 15 * day;
    while (store.retention.sweep(now));
    expect(store.request('deliveries.list', { limit: 10 }).deliveries).toEqual([]);
    expect(append(4, 'one')).toEqual({ outcome: 'duplicate' });
    store.close();
  });

  it('never deletes what the worker has not seen, and keeps dead letters as long as calls', () => {
    let now = start;
    const store = openTestStore({ clock: { now: () => now } });
    appendEvent(store, missedCall(1), now, 'removed');
    store.worker.slice(10);
    appendEvent(store, missedCall(2), now);
    now = start + 30 * day;
    while (store.retention.sweep(now));
    const outcomes = () =>
      store.request('deliveries.list', { limit: 10 }).deliveries.map((delivery) => delivery.outcome);
    expect(outcomes()).toEqual(['accepted', 'failed']);
    now = start + 120 * day;
    while (store.retention.sweep(now));
    expect(outcomes()).toEqual(['accepted']);
    store.close();
  });

  it('deletes the oldest deliveries when the database is larger than it may be', () => {
    const store = openTestStore({ clock: { now: () => start }, retention: { maxMegabytes: 1 } });
    for (let n = 0; n < 600; n++) appendEvent(store, { ...missedCall(n), pad: 'x'.repeat(4000) }, start);
    while (store.worker.slice(256).looked > 0);
    while (store.retention.sweep(start));
    const left = store.request('deliveries.list', { limit: 500 }).deliveries;
    expect(left.length).toBeLessThan(400);
    expect(store.request('calls.list', { limit: 1 }).total).toBe(600);
    store.close();
  });
});

describe('backups', () => {
  const fill = (dataFolder: string, from: number, to: number) => {
    const store = openTestStore({ dataFolder, clock: { now: () => start } });
    for (let n = from; n < to; n++) appendEvent(store, missedCall(n), start);
    while (store.worker.slice(256).looked > 0);
    return store;
  };

  it('are made daily while the database is in use, three are kept', () => {
    const dataFolder = temporaryFolder();
    const file = databaseFile(dataFolder);
    const store = fill(dataFolder, 0, 10);
    const db = connect(file, { busyTimeoutMs: 0 });
    const made = [0, 1, 2, 3, 4].map((n) => {
      const at = start + n * day;
      const result = backUpWhenDue(file, () => db, at);
      const [newest = ''] = listBackups(file);
      utimesSync(newest, at / 1000, at / 1000);
      return [result, backUpWhenDue(file, () => db, at + day / 2)];
    });
    expect(made).toEqual(Array.from({ length: 5 }, () => [true, false]));
    expect(listBackups(file)).toHaveLength(3);
    expect(readdirSync(join(dataFolder, 'backups')).every((name) => name.endsWith('.db'))).toBe(true);
    db.close();
    store.close();
  });

  it('of a clock that was years ahead are no newer ones, and push no later one out', () => {
    const dataFolder = temporaryFolder();
    const file = databaseFile(dataFolder);
    fill(dataFolder, 0, 10).close();
    const db = connect(file, { busyTimeoutMs: 0 });
    const backUp = (at: number) => backUpWhenDue(file, () => db, at);
    expect([backUp(start + 2000 * day), backUp(start)]).toEqual([true, true]);
    // Every ten minutes it is asked whether one is due.
    expect(backUp(start + 600_000)).toBe(false);
    const deliveries = (path: string) => {
      const copy = connect(path, { readonly: true, busyTimeoutMs: 0 });
      const count = copy.prepare('SELECT count(*) FROM deliveries').pluck().get();
      copy.close();
      return count;
    };
    for (let n = 1; n < 4; n++) {
      fill(dataFolder, n * 10, n * 10 + 10).close();
      expect(backUp(start + n * day)).toBe(true);
    }
    expect(listBackups(file).map(deliveries)).toEqual([40, 30, 20]);
    db.close();
  });

  it('of a database that has lost most of its rows push no good one out', () => {
    const dataFolder = temporaryFolder();
    const file = databaseFile(dataFolder);
    fill(dataFolder, 0, 300).close();
    const db = connect(file, { busyTimeoutMs: 0 });
    backUpWhenDue(file, () => db, start);
    const [good = ''] = listBackups(file);
    db.exec('DELETE FROM calls; DELETE FROM deliveries; UPDATE progress SET processed_through = 1');
    for (let n = 1; n < 6; n++) backUpWhenDue(file, () => db, start + n * day);
    expect([listBackups(file).length, listBackups(file).includes(good)]).toEqual([4, true]);
    // What retention or a smaller limit has made small is small for good after a month.
    backUpWhenDue(file, () => db, start + 31 * day);
    expect([listBackups(file).length, listBackups(file).includes(good)]).toEqual([3, false]);
    db.close();
  });

  it('take the place of a damaged database, the newest that is good', () => {
    const dataFolder = temporaryFolder();
    const file = databaseFile(dataFolder);
    const first = fill(dataFolder, 0, 10);
    const db = connect(file, { busyTimeoutMs: 0 });
    backUpWhenDue(file, () => db, start);
    first.close();
    const [good = ''] = listBackups(file);
    utimesSync(good, start / 1000, start / 1000);
    fill(dataFolder, 10, 20).close();
    backUpWhenDue(file, () => db, start + 2 * day);
    db.close();
    const [bad = ''] = listBackups(file);
    expect(bad).not.toBe(good);
    for (const victim of [file, bad]) {
      const bytes = readFileSync(victim);
      bytes.fill(0x5a, 4096, bytes.length / 2);
      writeFileSync(victim, bytes);
    }
    const restored = openTestStore({ dataFolder, clock: { now: () => start } });
    expect(restored.replaced).toMatchObject({
      restoredFrom: start,
      movedAside: expect.stringContaining('.corrupt-'),
    });
    expect(restored.request('calls.list', { limit: 1 }).total).toBe(10);
    expect(appendEvent(restored, missedCall(5), start)).toEqual({ outcome: 'duplicate' });
    restored.close();
  });
});

describe('migrations', () => {
  it.each(migrations.map((_, version) => version))(
    'bring version %i to the newest, with its data',
    (version) => {
      const dataFolder = temporaryFolder();
      const old = new Database(databaseFile(dataFolder));
      migrate(old, { history: migrations.slice(0, version) });
      if (version > 0) {
        old.exec(`
        INSERT INTO deliveries (source_id, received_at, event_id, event_type, outcome, status, content_type, body)
          VALUES ('main', ${start}, 'evt_1', 'call.missed', 'accepted', 200, 'application/json', CAST('${JSON.stringify(missedCall(1))}' AS BLOB));
        INSERT INTO calls (source_id, provider, provider_call_id, contact_key, sort_at, direction, from_number, outcome, first_received_at)
          VALUES ('main', 'hmac', 'call_0', '+14155550123', ${start}, 'inbound', '+14155550123', 'missed', ${start});
        INSERT INTO notifications (call_id, revision, kind, decided_at) VALUES (1, 1, 'missed', ${start});`);
      }
      old.close();
      const store = openTestStore({ dataFolder, clock: { now: () => start } });
      const { notifications } = workOff(store);
      expect(store.request('calls.list', { limit: 10 }).total).toBe(version > 0 ? 2 : 0);
      expect(notifications).toHaveLength(version > 0 ? 2 : 0);
      expect(appendEvent(store, missedCall(1), start)).toEqual({
        outcome: version > 0 ? 'duplicate' : 'accepted',
      });
      store.close();
    },
  );

  it('are asked for by the commands that only read, where they are still to be made', async () => {
    const dataFolder = temporaryFolder();
    const old = new Database(databaseFile(dataFolder));
    migrate(old, { history: migrations.slice(0, 8) });
    old.close();
    await expect(storedDeliveries(dataFolder)).rejects.toThrow(/older version of Ringback/);
  });

  it('refuse a database of a newer version instead of harming it', () => {
    const dataFolder = temporaryFolder();
    openTestStore({ dataFolder, clock: { now: () => start } }).close();
    const newer = new Database(databaseFile(dataFolder));
    newer.pragma(`user_version = ${migrations.length + 1}`);
    newer.close();
    expect(() => openTestStore({ dataFolder, clock: { now: () => start } })).toThrow(/newer version/);
  });
});
