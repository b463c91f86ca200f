/** Queries about stored follow-ups. */
import { otherParty } from '#shared/calls/party.ts';
import type { Call } from '#shared/contract/calls.ts';
import type { FollowUp, FollowUpList, FollowUpPage } from '#shared/contract/follow-ups.ts';
import { iso, isoOrNull } from '#shared/util/instant.ts';
import type { CallQueries } from '../calls/queries.ts';
import type { Connection } from '../database/connection.ts';
import { nextBefore, type Page } from '../database/page.ts';
import type { Clock } from '../util/clock.ts';
import type { ActLog } from './acts.ts';
import { summarizeActs } from './acts-summary.ts';

interface FollowUpRow {
  id: number;
  contact_key: string;
  state: FollowUp['state'];
  opened_at: number;
  last_call_at: number;
  last_call_id: number;
  missed_count: number;
  voicemail_count: number;
  closed_at: number | null;
  closed_by: FollowUp['closedBy'];
  snoozed_until: number | null;
}

interface TryRow {
  sort_at: number;
  duration_seconds: number | null;
  outcome: Call['outcome'];
}

const toTry = ({ sort_at, duration_seconds, outcome }: TryRow): NonNullable<FollowUp['lastTry']> => ({
  at: iso(sort_at),
  durationSeconds: duration_seconds,
  isAnswered: outcome === 'answered',
});

/** The page and count queries for a condition. @param which SQL condition on follow_ups; may use `$now`. */
const listQueries = (db: Connection, which: string) => ({
  page: db.prepare<[{ now: number; at: number; id: number; limit: number }], FollowUpRow>(
    `SELECT * FROM follow_ups WHERE ${which} AND (last_call_at, id) < ($at, $id) ORDER BY last_call_at DESC, id DESC LIMIT $limit`,
  ),
  count: db.prepare<[{ now: number }], number>(`SELECT count(*) FROM follow_ups WHERE ${which}`).pluck(),
});

interface FollowUpQueryOptions {
  db: Connection;
  calls: Pick<CallQueries, 'get'>;
  acts: Pick<ActLog, 'ofThread'>;
  clock: Clock;
}

/** Prepares the queries. */
export function createFollowUpQueries({ db, calls, acts, clock }: FollowUpQueryOptions) {
  const byId = db.prepare<[number], FollowUpRow>('SELECT * FROM follow_ups WHERE id = ?');
  const lists: Record<FollowUpList, ReturnType<typeof listQueries>> = {
    open: listQueries(db, "state = 'open' AND (snoozed_until IS NULL OR snoozed_until <= $now)"),
    snoozed: listQueries(db, "state = 'open' AND snoozed_until > $now"),
    closed: listQueries(db, "state = 'closed'"),
  };
  const count = (list: FollowUpList): number => lists[list].count.get({ now: clock.now() }) ?? 0;

  const lastTry = db.prepare<[string, number], TryRow>(
    `SELECT sort_at, duration_seconds, outcome FROM calls WHERE contact_key = ? AND sort_at >= ? AND direction = 'outbound' AND reached = 0
     ORDER BY sort_at DESC LIMIT 1`,
  );

  const talk = db
    .prepare<[string, number], Call['direction']>(
      'SELECT direction FROM calls WHERE contact_key = ? AND sort_at = ? AND reached = 1 LIMIT 1',
    )
    .pluck();
  const reachedBy = ({ contact_key, closed_at, closed_by }: FollowUpRow): FollowUp['reachedBy'] => {
    if (closed_by !== 'answered' || closed_at === null) return null;
    return talk.get(contact_key, closed_at) === 'inbound' ? 'caller' : 'rep';
  };

  const toFollowUp = (row: FollowUpRow): FollowUp => {
    const lastCall = calls.get(row.last_call_id);
    if (!lastCall) throw new Error(`Follow-up ${row.id} has lost its last call`);
    const tried = row.state === 'open' ? lastTry.get(row.contact_key, row.last_call_at) : undefined;
    const acted = summarizeActs(acts.ofThread(row.id));
    return {
      id: String(row.id),
      number: otherParty(lastCall),
      callerName: lastCall.callerName,
      state: row.state,
      openedAt: iso(row.opened_at),
      lastCallAt: iso(row.last_call_at),
      missedCount: row.missed_count,
      voicemailCount: row.voicemail_count,
      closedAt: isoOrNull(row.closed_at),
      closedBy: row.closed_by,
      reachedBy: reachedBy(row),
      lastCall,
      snoozedUntil: isoOrNull(row.snoozed_until),
      lastTry: tried ? toTry(tried) : null,
      ...acted,
      doneOutcome: row.closed_by === 'rep' ? acted.doneOutcome : null,
    };
  };

  return {
    get(id: number): FollowUp | null {
      const row = byId.get(id);
      return row ? toFollowUp(row) : null;
    },
    /** A page of follow-ups, newest first. */
    list({ limit, before, state }: Page & { state: FollowUpList }): FollowUpPage {
      const from = before === undefined ? undefined : byId.get(Number(before));
      const rows = lists[state].page.all({
        now: clock.now(),
        limit,
        at: from?.last_call_at ?? Number.MAX_SAFE_INTEGER,
        id: from?.id ?? Number.MAX_SAFE_INTEGER,
      });
      return {
        followUps: rows.map(toFollowUp),
        nextBefore: nextBefore(rows, limit),
        total: count(state),
      };
    },
    count,
  };
}
export type FollowUpQueries = ReturnType<typeof createFollowUpQueries>;
