/** One damaged page must not cost what stands on the others. */
import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backUpWhenDue } from '../../electron/engine/database/backup.ts';
import { connect } from '../../electron/engine/database/connection.ts';
import { databaseFile } from '../../electron/engine/database/open.ts';
import { temporaryFolder } from '../support/engine-process.ts';
import { missedNow } from '../support/generic-events.ts';
import { appendEvents, openTestStore, workOff } from '../support/store.ts';

const now = Date.UTC(2026, 10, 23, 14, 0, 0);
const clock = { now: () => now };
const calls = 240;
const pageBytes = 4096;

/** A folder with so many calls, all of them notified. */
function filled(from = 0, to = calls, dataFolder = temporaryFolder()): string {
  const store = openTestStore({ dataFolder, clock });
  for (let n = from; n < to; n += 40)
    appendEvents(
      store,
      Array.from({ length: 40 }, (_, index) => missedNow(n + index)),
      now,
    );
  const { notifications } = workOff(store);
  store.settle(notifications.map(({ id }) => ({ id, result: 'shown' })));
  store.close();
  return dataFolder;
}

function damagePage(file: string, page: number, fill: number): void {
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(fill, page * pageBytes, (page + 1) * pageBytes));
}

/** Numbers of the pages, counted from 0, that say what the others are: without one of these, only a backup helps. */
function pagesOfSchema(file: string): Set<number> {
  const db = connect(file, { readonly: true, busyTimeoutMs: 0 });
  const pages = db.prepare<[], number>("SELECT pageno - 1 FROM dbstat WHERE name = 'sqlite_schema'").pluck();
  const found = new Set(pages.all());
  db.close();
  return found;
}

/** Opens the folder as the engine does, and says what is there. */
function reopen(dataFolder: string) {
  const store = openTestStore({ dataFolder, clock });
  const { notifications } = workOff(store);
  const known = new Set<string>();
  for (let before: string | undefined; ; ) {
    const page = store.request('calls.list', { limit: 500, before });
    for (const call of page.calls) known.add(call.providerCallId);
    if (page.nextBefore === null) break;
    before = page.nextBefore;
  }
  const callers = store.request('followUps.list', { state: 'open', limit: 500 }).total;
  const missed = store
    .request('followUps.list', { state: 'open', limit: 500 })
    .followUps.reduce((sum, one) => sum + one.missedCount + one.voicemailCount, 0);
  const { replaced } = store;
  store.close();
  return { known: known.size, callers, missed, replaced, notifications: notifications.length };
}

const whole = { known: calls, callers: 100, missed: calls };

describe('a database with a damaged page', () => {
  it.each([0x5a, 0x00])(
    'filled with %d keeps every call, without any backup, whichever page it is',
    (fill) => {
      const original = databaseFile(filled());
      const pages = statSync(original).size / pageBytes;
      const schema = pagesOfSchema(original);
      let damaged = 0;
      for (let page = 1; page < pages; page += 3) {
        if (schema.has(page)) continue;
        const dataFolder = temporaryFolder();
        const file = databaseFile(dataFolder);
        copyFileSync(original, file);
        damagePage(file, page, fill);
        const { replaced, notifications, ...found } = reopen(dataFolder);
        expect({ page, ...found }).toEqual({ page, ...whole });
        // Calls that had to be made of their deliveries again are told again, together.
        expect(notifications).toBeLessThanOrEqual(calls);
        if (replaced) damaged += 1;
      }
      expect(damaged).toBeGreaterThan(pages / 6);
    },
    120_000,
  );

  it('is merged with the backup of an hour before', () => {
    const dataFolder = filled(0, 80);
    const file = databaseFile(dataFolder);
    const db = connect(file, { busyTimeoutMs: 0 });
    backUpWhenDue(file, () => db, now);
    db.close();
    filled(80, calls, dataFolder);
    const pages = statSync(file).size / pageBytes;
    damagePage(file, Math.floor(pages * 0.6), 0x5a);
    damagePage(file, Math.floor(pages * 0.8), 0x5a);
    const { replaced, notifications: _, ...found } = reopen(dataFolder);
    expect(found).toEqual(whole);
    expect(replaced).toMatchObject({ cause: 'damaged', restoredFrom: now, salvaged: { isComplete: false } });
    expect(statSync(join(replaced?.movedAside ?? '')).size).toBe(pages * pageBytes);
  });

  it('falls back to the backup where nothing can be read', () => {
    const dataFolder = filled(0, 80);
    const file = databaseFile(dataFolder);
    const db = connect(file, { busyTimeoutMs: 0 });
    backUpWhenDue(file, () => db, now);
    db.close();
    filled(80, calls, dataFolder);
    damagePage(file, 0, 0x5a);
    expect(reopen(dataFolder)).toMatchObject({
      known: 80,
      replaced: { cause: 'damaged', restoredFrom: now, salvaged: null },
    });
  });
});
