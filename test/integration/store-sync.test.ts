import { copyFileSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { checkpoint, finishCheckpoint } from '../../electron/engine/database/checkpoint.ts';
import { connect } from '../../electron/engine/database/connection.ts';
import { takeOverSyncing } from '../../electron/engine/database/log-sync.ts';
import { databaseFile } from '../../electron/engine/database/open.ts';
import { optimize } from '../../electron/engine/database/statistics.ts';
import { createAppender } from '../../electron/engine/intake/append.ts';
import { temporaryFolder } from '../support/engine-process.ts';
import { missedCall } from '../support/generic-events.ts';
import { appendEvent, openTestStore, workOff } from '../support/store.ts';
import { webhookDelivery } from '../support/verified.ts';

const now = Date.UTC(2026, 10, 24, 9, 30);
const hourMs = 3_600_000;

/** A database with the schema, and nothing that works on it. */
function openBare() {
  const dataFolder = temporaryFolder();
  openTestStore({ dataFolder, clock: { now: () => now } }).close();
  return connect(databaseFile(dataFolder), { busyTimeoutMs: 0 });
}

describe('a disk that fails while the log is synced', () => {
  it('keeps nothing of the batch, so that what is sent again is new', () => {
    const db = openBare();
    let isFailing = false;
    const append = createAppender({
      db,
      sync() {
        if (isFailing) throw Object.assign(new Error('fdatasync failed'), { code: 'EIO' });
      },
      readerOf: () => undefined,
      acceptedStatusOf: () => 200,
    });
    const entry = (n: number) => webhookDelivery({ receivedAt: now, body: Buffer.from(`event ${n}`) });
    expect(append([entry(1)])).toEqual([{ outcome: 'accepted' }]);
    isFailing = true;
    expect(() => append([entry(1), entry(2), entry(3)])).toThrow('fdatasync failed');
    expect(db.prepare('SELECT id, outcome FROM deliveries').all()).toEqual([{ id: 1, outcome: 'accepted' }]);
    isFailing = false;
    expect(append([entry(2), entry(3)])).toEqual([{ outcome: 'accepted' }, { outcome: 'accepted' }]);
    // No gap: the worker's backlog is counted from the IDs.
    expect(db.prepare('SELECT id FROM deliveries').pluck().all()).toEqual([1, 2, 3]);
    db.close();
  });
});

describe('a disk that fails once', () => {
  it('gets an empty log before anything more is called durable', () => {
    const db = openBare();
    let isFailing = false;
    let renewed = 0;
    const log = takeOverSyncing(db, {
      onSynced: () => {},
      onError: () => {},
      onRenewed: () => renewed++,
      syncFile() {
        if (isFailing) throw Object.assign(new Error('fdatasync failed'), { code: 'EIO' });
      },
    });
    db.exec('CREATE TABLE filling (bytes BLOB)');
    const fill = db.prepare('INSERT INTO filling VALUES (zeroblob(10000))');
    const rowsIn = (file: string) => {
      const copy = new Database(file, { readonly: true });
      const count = copy.prepare('SELECT count(*) FROM filling').pluck().get();
      copy.close();
      return count;
    };
    for (let n = 0; n < 5; n++) fill.run();
    isFailing = true;
    expect(() => log.sync()).toThrow('fdatasync failed');
    isFailing = false;
    fill.run();
    // Somebody reads the log: nothing is called durable meanwhile.
    const reader = connect(db.name, { readonly: true, busyTimeoutMs: 0 });
    reader.exec('BEGIN; SELECT count(*) FROM filling');
    fill.run();
    expect(() => log.sync()).toThrow();
    reader.close();
    log.sync();
    expect(renewed).toBe(1);
    // All of it is in the database itself, whatever is missing in the log.
    const alone = `${db.name}.alone`;
    copyFileSync(db.name, alone);
    expect([rowsIn(alone), statSync(`${db.name}-wal`).size]).toEqual([7, 0]);
    log.sync();
    expect(renewed).toBe(1);
    log.close();
    db.close();
  });
});

describe('what nobody waits for', () => {
  it('is synced by itself, once for all of it, and at the end', async () => {
    const db = openBare();
    let synced = 0;
    const log = takeOverSyncing(db, { onSynced: () => synced++, onError: () => expect.unreachable() });
    for (let n = 0; n < 20; n++) log.syncLater();
    expect(synced).toBe(0);
    await expect.poll(() => synced, { timeout: 5000 }).toBe(1);
    log.syncLater();
    log.close();
    expect(synced).toBe(2);
    db.close();
  });
});

describe('a log that is always written to', () => {
  it('begins anew as soon as a checkpoint was finished between two commits', () => {
    const db = openBare();
    db.exec('CREATE TABLE filling (bytes BLOB)');
    const fill = db.prepare('INSERT INTO filling VALUES (zeroblob(?))');
    const pagesInLog = () => (db.pragma('wal_checkpoint(NOOP)') as { log: number }[])[0]?.log ?? Number.NaN;
    const background = connect(db.name, { busyTimeoutMs: 0 });
    const open = () => background;
    fill.run(1024 * 1024);
    expect(checkpoint(db.name, open)).toBe(false);
    for (let n = 0; n < 40; n++) fill.run(1024 * 1024);
    // Keeps the checkpoint from the last commit, as a commit does that comes while it is under way.
    const reader = connect(db.name, { busyTimeoutMs: 0, readonly: true });
    reader.exec('BEGIN; SELECT count(*) FROM filling');
    fill.run(100_000);
    const pages = pagesInLog();
    expect(checkpoint(db.name, open)).toBe(true);
    reader.close();
    fill.run(100_000);
    expect(pagesInLog()).toBeGreaterThan(pages);
    finishCheckpoint(db);
    fill.run(100);
    expect(pagesInLog()).toBeLessThan(100);
    // The file is as large as before: only what is in it counts.
    expect(checkpoint(db.name, open)).toBe(false);
    expect(db.prepare('SELECT count(*) FROM filling').pluck().get()).toBe(44);
    background.close();
    db.close();
  });
});

describe("the planner's statistics", () => {
  it('are kept fresh without samples of values, also in a database that had them', () => {
    const dataFolder = temporaryFolder();
    const store = openTestStore({ dataFolder, clock: { now: () => now } });
    for (let n = 0; n < 300; n++) appendEvent(store, missedCall(n), now);
    while (store.worker.slice(256).looked > 0);
    store.close();
    const db = connect(databaseFile(dataFolder), { busyTimeoutMs: 0 });
    const samples = () => db.prepare('SELECT count(*) FROM sqlite_stat4').pluck().get();
    const tables = () => db.prepare("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'calls'").pluck().get();
    db.exec('ANALYZE');
    expect(samples()).toBeGreaterThan(0);
    openTestStore({ dataFolder, clock: { now: () => now } }).close();
    expect(samples()).toBe(0);
    expect(tables()).toBeGreaterThan(0);
    db.exec('DELETE FROM sqlite_stat1');
    db.exec('ANALYZE');
    optimize(db);
    expect([samples(), Number(tables()) > 0]).toEqual([0, true]);
    db.close();
  });
});

describe('the hours in which calls come', () => {
  it('are known for each source for five weeks, and forgotten then', () => {
    let time = now;
    const dataFolder = temporaryFolder();
    const store = openTestStore({ dataFolder, sourceIds: ['main', 'desk'], clock: { now: () => time } });
    const at = (n: number, ms: number, source: string) => {
      const startedAt = new Date(ms).toISOString();
      const event = missedCall(n);
      appendEvent(store, { ...event, data: { ...event.data, startedAt, endedAt: startedAt } }, ms, source);
      workOff(store);
    };
    at(1, now, 'main');
    at(2, now + 60_000, 'main');
    at(3, now + hourMs, 'desk');
    const hours = () => store.internal('subscriptions.history', undefined);
    const hour = Math.floor(now / hourMs);
    const empty = { lastHandshakeAt: null, lastEventAt: expect.any(Number) };
    expect(hours()).toEqual([
      { sourceId: 'main', ...empty, hours: [hour] },
      { sourceId: 'desk', ...empty, hours: [hour + 1] },
    ]);
    time = now + 36 * 24 * hourMs;
    while (store.retention.sweep(time));
    store.close();
    const db = new Database(databaseFile(dataFolder), { readonly: true });
    expect(db.prepare('SELECT count(*) FROM source_hours').pluck().get()).toBe(0);
    db.close();
  });
});
