/** The summary that the tray shows. */
import type { Summary } from '#shared/contract/summary.ts';
import { isoOrNull } from '#shared/util/instant.ts';
import type { CallQueries } from '../calls/queries.ts';
import type { Connection } from '../database/connection.ts';
import type { FollowUpQueries } from '../follow-ups/queries.ts';

/** Number of missed calls in the tray's menu. */
const trayCalls = 5;

export function createSummary(
  db: Connection,
  calls: Pick<CallQueries, 'listMissed'>,
  followUps: Pick<FollowUpQueries, 'count'>,
) {
  const newest = db.prepare<[], number | null>('SELECT max(last_event_at) FROM source_activity').pluck();
  /** Arrival of the newest genuine event, ISO 8601 UTC; null before the first. */
  const lastEventAt = (): string | null => isoOrNull(newest.get() ?? null);
  return {
    lastEventAt,
    get: (): Summary => ({
      toCallBack: followUps.count('open'),
      lastMissed: calls.listMissed(trayCalls),
      lastEventAt: lastEventAt(),
    }),
  };
}
