/** The outbox of notifications: decided in the worker's transaction, repeated until the host says what became of them. */
import type { EngineNotification, NotificationResult } from '#shared/engine-protocol.ts';
import { decide, type NotificationKind } from '../policy/decide.ts';
import { notificationText } from '../policy/notification-text.ts';
import { type CallRow, toCall } from '../store/call-rows.ts';
import type { Connection } from '../store/connection.ts';

interface NotificationRow {
  call_id: number;
  revision: number;
  kind: NotificationKind;
}

/** @param region ISO 3166-1 alpha-2; numbers of that country are written in national format. */
export function createNotifications(db: Connection, region: string | undefined) {
  const ofCall = db.prepare<[number], NotificationRow>(
    'SELECT call_id, revision, kind FROM notifications WHERE call_id = ? ORDER BY revision',
  );
  const add = db.prepare(
    'INSERT INTO notifications (call_id, revision, kind, decided_at) VALUES (?, ?, ?, ?)',
  );
  const waiting = db.prepare<[], NotificationRow>(
    'SELECT call_id, revision, kind FROM notifications WHERE result IS NULL ORDER BY decided_at, call_id',
  );
  const callById = db.prepare<[number], CallRow>('SELECT * FROM calls WHERE id = ?');
  const countSince = db
    .prepare<[string, number], number>(
      "SELECT count(*) FROM calls WHERE contact_key = ? AND sort_at >= ? AND outcome IN ('missed', 'voicemail')",
    )
    .pluck();
  const settle = db.prepare(
    'UPDATE notifications SET result = ?, reason = ? WHERE call_id = ? AND revision = ? AND result IS NULL',
  );

  const compose = (row: NotificationRow, call: CallRow, now: number): EngineNotification => {
    const timesToday = countSince.get(call.contact_key, startOfDay(now)) ?? 0;
    const shown = toCall(call);
    const text = notificationText({ kind: row.kind, call: shown, timesToday, now, region });
    return {
      id: `${row.call_id}:${row.revision}`,
      replaces: row.revision > 1 ? `${row.call_id}:${row.revision - 1}` : null,
      kind: row.kind,
      call: shown,
      ...text,
      // The voicemail of a call whose miss was already heard takes its place without a second sound.
      silent: row.revision > 1,
    };
  };

  return {
    /** Decides on a new or changed call; null when nothing is to be shown. @param now milliseconds since the Unix epoch. */
    consider(call: CallRow, isNew: boolean, now: number): EngineNotification | null {
      const earlier = isNew ? [] : ofCall.all(call.id);
      const decision = decide({
        outcome: call.outcome,
        direction: call.direction,
        notified: earlier.map((row) => row.kind),
      });
      if (decision.action === 'quiet') return null;
      const row = { call_id: call.id, revision: (earlier.at(-1)?.revision ?? 0) + 1, kind: decision.kind };
      add.run(row.call_id, row.revision, row.kind, now);
      return compose(row, call, now);
    },
    /** Everything decided that nobody has answered for: what a killed engine, or a killed host, left behind. */
    unanswered(now: number): EngineNotification[] {
      return waiting.all().flatMap((row) => {
        const call = callById.get(row.call_id);
        return call ? [compose(row, call, now)] : [];
      });
    },
    settle: db.transaction((results: readonly NotificationResult[]) => {
      for (const { id, result, reason } of results) {
        const [callId, revision] = id.split(':').map(Number);
        settle.run(result, reason ?? null, callId, revision);
      }
    }).immediate,
  };
}

/** Midnight of the rep's own day, in milliseconds since the Unix epoch. */
const startOfDay = (now: number): number => new Date(now).setHours(0, 0, 0, 0);
