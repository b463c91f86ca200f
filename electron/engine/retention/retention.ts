/** Deletes what is older than it has to be kept, a little at a time. */
import type { Retention } from '#shared/config/live-settings.ts';
import { dayMs } from '#shared/util/instant.ts';
import type { Connection } from '../database/connection.ts';
import { proofPrefix } from '../intake/append.ts';

/** Rows of one transaction: a few milliseconds. */
const chunk = 200;
/** Of the event IDs of deleted deliveries: longer than any vendor repeats, and than anyone keeps a recorded request. */
const seenDays = 400;

interface Row {
  id: number;
  received_at: number;
  outcome: string;
}

/**
 * @param retention how long what is kept; asked for at each step.
 * @param forgetOthers deletes what others keep for a time, given the time in milliseconds since the Unix epoch.
 */
export function createRetention(
  db: Connection,
  retention: () => Retention,
  forgetOthers: (now: number) => void,
) {
  const oldest = db.prepare<[number, number], Row>(
    'SELECT id, received_at, outcome FROM deliveries WHERE id > ? AND id <= (SELECT processed_through FROM progress) ORDER BY id LIMIT ?',
  );
  const remember = db.prepare(
    `INSERT INTO seen_events SELECT source_id, event_id, received_at FROM deliveries
     WHERE id = ? AND event_id IS NOT NULL AND outcome IN ('accepted', 'failed') ON CONFLICT DO NOTHING`,
  );
  const rememberProof = db.prepare(
    `INSERT INTO seen_events SELECT source_id, '${proofPrefix}' || proof, received_at FROM deliveries
     WHERE id = ? AND proof IS NOT NULL ON CONFLICT DO NOTHING`,
  );
  const deleteDelivery = db.prepare(
    'DELETE FROM deliveries WHERE id = ? AND id NOT IN (SELECT delivery_id FROM retries)',
  );
  const deleteCalls = db.prepare(
    'DELETE FROM calls WHERE id IN (SELECT id FROM calls WHERE sort_at < ? ORDER BY sort_at LIMIT ?)',
  );
  const forget = db.prepare('DELETE FROM seen_events WHERE received_at < ?');

  const usedBytes = (): number => {
    const pages =
      (db.pragma('page_count', { simple: true }) as number) -
      (db.pragma('freelist_count', { simple: true }) as number);
    return pages * (db.pragma('page_size', { simple: true }) as number);
  };

  /** Passed over in this sweep: dead letters, which are kept as long as calls. */
  let cursor = 0;

  const sweepDeliveries = (now: number): boolean => {
    const { callDays, deliveryDays, maxMegabytes } = retention();
    const rows = oldest.all(cursor, chunk);
    const isTooLarge = usedBytes() > maxMegabytes * 1024 * 1024;
    for (const { id, received_at, outcome } of rows) {
      const days = outcome === 'failed' ? callDays : deliveryDays;
      const isOld = received_at < now - days * dayMs;
      if (!isOld && !isTooLarge && outcome !== 'failed') return false;
      cursor = id;
      if (!isOld && !(isTooLarge && outcome !== 'failed')) continue;
      remember.run(id);
      rememberProof.run(id);
      deleteDelivery.run(id);
    }
    return rows.length === chunk;
  };

  return {
    /** Call until it returns false: then nothing is left to do for now. @param now milliseconds since the Unix epoch. */
    sweep: db.transaction((now: number): boolean => {
      const hasMoreDeliveries = sweepDeliveries(now);
      const deleted = deleteCalls.run(now - retention().callDays * dayMs, chunk).changes;
      if (hasMoreDeliveries || deleted === chunk) return true;
      cursor = 0;
      forget.run(now - seenDays * dayMs);
      forgetOthers(now);
      return false;
    }).immediate,
  };
}
