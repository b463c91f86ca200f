/** What the watch over subscriptions asks: when each source's events usually come, and when it last heard from the vendor. */
import { dayMs, hourMs } from '#shared/util/instant.ts';
import type { Connection } from '../database/connection.ts';
import type { InternalHandlers } from '../methods/handler.ts';

export interface SubscriptionHistory {
  sourceId: string;
  /** Milliseconds since the Unix epoch; null where there was none. */
  lastEventAt: number | null;
  lastHandshakeAt: number | null;
  /** Hours since the Unix epoch in which calls happened, of the last five weeks. */
  hours: number[];
}

/** What the watch asks the store. */
export interface HistoryMethods {
  'subscriptions.history': { params: undefined; result: SubscriptionHistory[] };
}

const lookBackMs = 35 * dayMs;
const hourOf = (at: number): number => Math.floor(at / hourMs);

export function createSubscriptionHistory(db: Connection) {
  const activity = db
    .prepare<[string], number>('SELECT last_event_at FROM source_activity WHERE source_id = ?')
    .pluck();
  const handshake = db
    .prepare<[string], number>('SELECT last_at FROM source_handshakes WHERE source_id = ?')
    .pluck();
  const hours = db
    .prepare<[string, number], number>('SELECT hour FROM source_hours WHERE source_id = ? AND hour >= ?')
    .pluck();
  const add = db.prepare('INSERT INTO source_hours VALUES (?, ?) ON CONFLICT DO NOTHING');
  const forget = db.prepare('DELETE FROM source_hours WHERE hour < ?');
  return {
    /** A call happened. @param at milliseconds since the Unix epoch. */
    note: (sourceId: string, at: number): void => void add.run(sourceId, hourOf(at)),
    /** Deletes what is older than anyone asks for. @param now milliseconds since the Unix epoch. */
    forgetOld: (now: number): void => void forget.run(hourOf(now - lookBackMs)),
    of: (sourceIds: Iterable<string>, now: number): SubscriptionHistory[] =>
      [...sourceIds].map((sourceId) => ({
        sourceId,
        lastEventAt: activity.get(sourceId) ?? null,
        lastHandshakeAt: handshake.get(sourceId) ?? null,
        hours: hours.all(sourceId, hourOf(now - lookBackMs)),
      })),
  };
}

export interface HistoryContext {
  subscriptionHistory(): SubscriptionHistory[];
}

export const historyHandlers: InternalHandlers<HistoryMethods, HistoryContext> = {
  'subscriptions.history': { durable: false, run: (_, { subscriptionHistory }) => subscriptionHistory() },
};
