/** The history of each source: the hours in which its calls usually happen, its last event and its last handshake. */
import { dayMs, hourMs } from '#shared/util/instant.ts';
import type { Connection } from '../database/connection.ts';
import type { InternalHandlers } from '../methods/handler.ts';

export interface SubscriptionHistory {
  sourceId: string;
  /** Milliseconds since the Unix epoch; null when there was none. */
  lastEventAt: number | null;
  lastHandshakeAt: number | null;
  /** The hours with calls in the last five weeks, as hours since the Unix epoch. */
  hours: number[];
}

/** The store methods that the watch uses. */
export interface HistoryMethods {
  'subscriptions.history': { params: undefined; result: SubscriptionHistory[] };
}

const lookBackMs = 35 * dayMs;
const hourOf = (at: number): number => Math.floor(at / hourMs);

/** The stored history. */
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
    /** Records the hour of a call. @param at milliseconds since the Unix epoch. */
    note: (sourceId: string, at: number): void => void add.run(sourceId, hourOf(at)),
    /** Deletes hours that are too old to be used. @param now milliseconds since the Unix epoch. */
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
