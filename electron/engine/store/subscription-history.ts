/** What the watch over subscriptions asks: when each source's events usually come, and when it last heard from the vendor. */
import type { Connection } from './connection.ts';

export interface SubscriptionHistory {
  sourceId: string;
  /** Milliseconds since the Unix epoch; null where there was none. */
  lastEventAt: number | null;
  lastHandshakeAt: number | null;
  /** Hours since the Unix epoch in which calls happened, of the last five weeks. */
  hours: number[];
}

/** Asked by the engine itself, not by the host. */
export type SubscriptionMethod = 'subscriptions.history';

const hourMs = 3_600_000;
const lookBackMs = 35 * 24 * hourMs;

export function createSubscriptionHistory(db: Connection) {
  const activity = db
    .prepare<[string], number>('SELECT last_event_at FROM source_activity WHERE source_id = ?')
    .pluck();
  const handshake = db
    .prepare<[string], number>('SELECT last_at FROM source_handshakes WHERE source_id = ?')
    .pluck();
  const hours = db.prepare<[number], { source_id: string; hour: number }>(
    `SELECT DISTINCT source_id, sort_at / ${hourMs} AS hour FROM calls WHERE sort_at >= ?`,
  );
  return (sourceIds: Iterable<string>, now: number): SubscriptionHistory[] => {
    const bySource = new Map<string, number[]>();
    for (const { source_id, hour } of hours.all(now - lookBackMs)) {
      const known = bySource.get(source_id);
      if (known) known.push(hour);
      else bySource.set(source_id, [hour]);
    }
    return [...sourceIds].map((sourceId) => ({
      sourceId,
      lastEventAt: activity.get(sourceId) ?? null,
      lastHandshakeAt: handshake.get(sourceId) ?? null,
      hours: bySource.get(sourceId) ?? [],
    }));
  };
}
