/** Deletes what is older than it has to be kept, a little at a time. */
import type { Retention } from '#shared/config/live-settings.ts';
import { dayMs } from '#shared/util/instant.ts';
import type { Connection } from '../database/connection.ts';
import { proofPrefix } from '../intake/append.ts';
import type { DoubtfulRange, KnownTime } from './known-time.ts';

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
 * @param known which deliveries came under a clock that was wrong.
 * @param forgetOthers deletes what others keep for a time, given the time in milliseconds since the Unix epoch.
 */
export function createRetention(
  db: Connection,
  retention: () => Retention,
  known: Pick<KnownTime, 'doubtfulRanges' | 'forgetRanges'>,
  forgetOthers: (now: number) => void,
) {
  const oldest = db.prepare<[number, number], Row>(
    'SELECT id, received_at, outcome FROM deliveries WHERE id > ? AND id <= (SELECT processed_through FROM progress) ORDER BY id LIMIT ?',
  );
  const remember = db.prepare(
    `INSERT INTO seen_events SELECT source_id, event_id, $at FROM deliveries
     WHERE id = $id AND event_id IS NOT NULL AND outcome IN ('accepted', 'failed') ON CONFLICT DO NOTHING`,
  );
  const rememberProof = db.prepare(
    `INSERT INTO seen_events SELECT source_id, '${proofPrefix}' || proof, $at FROM deliveries
     WHERE id = $id AND proof IS NOT NULL ON CONFLICT DO NOTHING`,
  );
  const deleteDelivery = db.prepare(
    'DELETE FROM deliveries WHERE id = ? AND id NOT IN (SELECT delivery_id FROM retries)',
  );
  /** Callers to call back stay in the list, and so every miss that the rep has not seen. */
  const isSeen = `NOT EXISTS (SELECT 1 FROM follow_ups f WHERE f.id = c.follow_up_id AND f.state = 'open')`;
  const cameInDoubt = (condition: string): string =>
    `EXISTS (SELECT 1 FROM call_events e JOIN doubtful_times d
       ON e.delivery_id > d.after_delivery AND e.delivery_id <= coalesce(d.through_delivery, e.delivery_id)
     WHERE e.call_id = c.id AND ${condition})`;
  // Of one that came under a wrong clock, neither time says how old it is.
  const deleteCalls = db.prepare(
    `DELETE FROM calls WHERE id IN (
       SELECT c.id FROM calls c WHERE c.sort_at < $before AND c.first_received_at < $before AND ${isSeen}
         AND NOT ${cameInDoubt('d.at >= $before')} ORDER BY c.sort_at LIMIT $most)`,
  );
  const deleteDoubtful = db.prepare(
    `DELETE FROM calls WHERE id IN (
       SELECT c.id FROM calls c WHERE (c.sort_at >= $before OR c.first_received_at >= $before) AND ${isSeen}
         AND ${cameInDoubt('d.at < $before')} AND NOT ${cameInDoubt('d.at >= $before')} LIMIT $most)`,
  );
  const forget = db.prepare('DELETE FROM seen_events WHERE received_at < ?');

  const usedBytes = (): number => {
    const pages =
      (db.pragma('page_count', { simple: true }) as number) -
      (db.pragma('freelist_count', { simple: true }) as number);
    return pages * (db.pragma('page_size', { simple: true }) as number);
  };

  /** Passed over in this sweep: dead letters, which are kept as long as calls, and what came under a wrong clock. */
  let cursor = 0;

  const sweepDeliveries = (now: number, doubtful: readonly DoubtfulRange[]): boolean => {
    const { callDays, deliveryDays, maxMegabytes } = retention();
    const rows = oldest.all(cursor, chunk);
    const isTooLarge = usedBytes() > maxMegabytes * 1024 * 1024;
    for (const { id, received_at, outcome } of rows) {
      const doubt = doubtful.find(({ after, through }) => id > after && id <= through);
      const at = doubt?.at ?? received_at;
      const days = outcome === 'failed' ? callDays : deliveryDays;
      const isOld = at < now - days * dayMs;
      if (!isOld && !isTooLarge && outcome !== 'failed' && !doubt) return false;
      cursor = id;
      if (!isOld && !(isTooLarge && outcome !== 'failed')) continue;
      remember.run({ id, at });
      rememberProof.run({ id, at });
      deleteDelivery.run(id);
    }
    return rows.length === chunk;
  };

  return {
    /**
     * Call until it returns false: then nothing is left to do for now. Callers to call back are never deleted.
     * @param now the known time, in milliseconds since the Unix epoch; see {@link KnownTime}.
     */
    sweep: db.transaction((now: number): boolean => {
      const doubtful = known.doubtfulRanges();
      const hasMoreDeliveries = sweepDeliveries(now, doubtful);
      const limits = { before: now - retention().callDays * dayMs, most: chunk };
      const deleted = deleteCalls.run(limits).changes;
      const others = doubtful.some(({ at }) => at < limits.before) ? deleteDoubtful.run(limits).changes : 0;
      if (hasMoreDeliveries || deleted === chunk || others === chunk) return true;
      cursor = 0;
      forget.run(now - seenDays * dayMs);
      if (doubtful.length > 0) known.forgetRanges();
      forgetOthers(now);
      return false;
    }).immediate,
  };
}
