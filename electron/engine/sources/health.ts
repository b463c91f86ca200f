/** How each source is doing. */
import type { DeliveryReasonCode } from '#shared/contract/delivery-reason.ts';
import type { SourceHealth } from '#shared/contract/sources.ts';
import { dayMs, iso } from '#shared/util/instant.ts';
import type { Connection } from '../database/connection.ts';
import { notAccepted, notAcceptedIndex } from '../intake/delivery-queries.ts';
import { originCode } from '../intake/origin.ts';

interface RefusalRow {
  received_at: number;
  reason: string | null;
  reason_code: DeliveryReasonCode | null;
}

export function createSourceHealth(db: Connection) {
  const lastEvent = db
    .prepare<[string], number>('SELECT last_event_at FROM source_activity WHERE source_id = ?')
    .pluck();
  const refusals = db.prepare<[string, number], { count: number }>(
    `SELECT count(*) AS count FROM deliveries ${notAcceptedIndex}
     WHERE ${notAccepted} AND outcome = 'rejected' AND origin <> ${originCode('test')} AND source_id = ? AND received_at >= ?`,
  );
  const lastRefusal = db.prepare<[string], RefusalRow>(
    `SELECT received_at, reason, reason_code FROM deliveries ${notAcceptedIndex}
     WHERE ${notAccepted} AND outcome = 'rejected' AND origin <> ${originCode('test')} AND source_id = ? ORDER BY id DESC LIMIT 1`,
  );
  const failures = db.prepare<[string], { count: number }>(
    `SELECT count(*) AS count FROM deliveries ${notAcceptedIndex} WHERE ${notAccepted} AND outcome = 'failed' AND source_id = ?`,
  );
  const lastUse = db
    .prepare<[string, string], number>(
      'SELECT last_used_at FROM secret_uses WHERE source_id = ? AND fingerprint = ?',
    )
    .pluck();

  /** @param fingerprints of each source's live secrets, in their order. @param now milliseconds since the Unix epoch. */
  return (fingerprints: ReadonlyMap<string, readonly string[]>, now: number): SourceHealth[] =>
    [...fingerprints].map(([sourceId, ofSource]) => {
      const lastEventAt = lastEvent.get(sourceId);
      const refusal = lastRefusal.get(sourceId);
      return {
        sourceId,
        lastEventAt: lastEventAt === undefined ? null : iso(lastEventAt),
        refused: refusals.get(sourceId, now - dayMs)?.count ?? 0,
        lastRefusal: refusal
          ? { at: iso(refusal.received_at), reason: refusal.reason ?? '', code: refusal.reason_code }
          : null,
        failed: failures.get(sourceId)?.count ?? 0,
        secrets: ofSource.map((fingerprint) => {
          const usedAt = lastUse.get(sourceId, fingerprint);
          return { lastUsedAt: usedAt === undefined ? null : iso(usedAt) };
        }),
      };
    });
}
