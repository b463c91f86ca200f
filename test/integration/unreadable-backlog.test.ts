/** Deliveries that cannot be read cost their own work only, however many notifications wait. */
import { afterEach, expect, it, vi } from 'vitest';
import { callLogReader } from '../../electron/engine/catch-up/log-delivery.ts';
import { connect } from '../../electron/engine/database/connection.ts';
import { databaseFile } from '../../electron/engine/database/open.ts';
import { emptyEvent } from '../../electron/engine/events/call-event.ts';
import { DeliveryError } from '../../electron/engine/events/delivery.ts';
import type { ReadableSource } from '../../electron/engine/processing/read-delivery.ts';
import { createWorker } from '../../electron/engine/processing/worker.ts';
import { temporaryFolder } from '../support/engine-process.ts';
import { appendEvents, openTestStore, testSettings } from '../support/store.ts';

const now = Date.UTC(2026, 10, 23, 14, 0, 0);
const clock = { now: () => now };
const deliveries = 300;

type Fault = 'none' | 'malformed' | 'unexpected';

/** Works off a backlog in which every 30th delivery has the fault. Counts the statements that were run on the way. */
function workOff(fault: Fault) {
  const dataFolder = temporaryFolder();
  const store = openTestStore({ dataFolder, clock });
  const ids = Array.from({ length: deliveries }, (_, n) => n);
  appendEvents(
    store,
    ids.map((n) => ({
      id: `evt_${n}`,
      type: 'call.missed',
      data: { callId: `c${n}`, direction: 'inbound' },
    })),
    now,
  );
  const db = connect(databaseFile(dataFolder), { busyTimeoutMs: 1000 });
  const source: ReadableSource = {
    source: { id: 'main', provider: 'hmac', options: {} },
    callLog: callLogReader(null),
    reader: {
      identify: () => ({ eventId: 'unused', eventType: null }),
      read({ body }) {
        const { id } = JSON.parse(body.toString()) as { id: string };
        if (Number(id.slice(4)) % 30 === 29 && fault === 'malformed')
          throw new DeliveryError('malformed', 'It is not what was expected.');
        if (Number(id.slice(4)) % 30 === 29 && fault === 'unexpected') throw new TypeError('unexpected');
        return [{ ...emptyEvent(id), kind: 'missed', direction: 'inbound' }];
      },
    },
  };
  const worker = createWorker({
    db,
    clock,
    // All notifications are held meanwhile.
    settings: () => testSettings({ holdSeconds: 60 }),
    sourceOf: () => source,
    sync: () => {},
    onCall: () => {},
    onUnreadable: () => {},
  });
  const statement: { all(): unknown } = Object.getPrototypeOf(db.prepare('SELECT 1'));
  const spy = vi.spyOn(statement, 'all');
  let changed = 0;
  let slices = 0;
  for (let hasMore = true; hasMore; slices += 1) {
    const done = worker.slice(50);
    changed += done.changed.length;
    hasMore = done.hasMore;
  }
  const sources = spy.mock.contexts.map((context) => (context as { source: string }).source);
  spy.mockRestore();
  const count = (sql: string): number => Number(db.prepare<[], number>(sql).pluck().get());
  const result = {
    changed,
    loads: sources.filter((sql) => /FROM notifications (n JOIN digests|WHERE result IS NULL)/.test(sql))
      .length,
    readsPerSlice: sources.length / slices,
    held: count('SELECT count(*) FROM notifications WHERE result IS NULL'),
    failed: count("SELECT count(*) FROM deliveries WHERE outcome = 'failed'"),
    retries: count('SELECT count(*) FROM retries'),
  };
  db.close();
  store.close();
  return result;
}

afterEach(() => vi.restoreAllMocks());

it.each([
  ['malformed', { failed: 10, retries: 0 }],
  ['unexpected', { failed: 0, retries: 10 }],
] as const)(
  'a backlog with %s deliveries loads the waiting notifications no more often than a clean one',
  (fault, kept) => {
    const clean = workOff('none');
    expect(clean).toMatchObject({ changed: 300, loads: 0, held: 300, failed: 0, retries: 0 });
    expect(workOff(fault)).toMatchObject({ changed: 290, loads: 0, held: 290, ...kept });
  },
);
