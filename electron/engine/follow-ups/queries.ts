/** What is asked of the stored follow-ups. */
import { isWithheldContact } from '#shared/contract/contact.ts';
import type { FollowUp, FollowUpPage } from '#shared/contract/follow-ups.ts';
import { iso, isoOrNull } from '#shared/util/instant.ts';
import type { CallQueries } from '../calls/queries.ts';
import type { Connection } from '../database/connection.ts';
import { nextBefore, type Page } from '../database/page.ts';

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
}

export function createFollowUpQueries(db: Connection, calls: Pick<CallQueries, 'get'>) {
  const byId = db.prepare<[number], FollowUpRow>('SELECT * FROM follow_ups WHERE id = ?');
  const inState = db.prepare<[string, number, number, number], FollowUpRow>(
    'SELECT * FROM follow_ups WHERE state = ? AND (last_call_at, id) < (?, ?) ORDER BY last_call_at DESC, id DESC LIMIT ?',
  );
  const countIn = db.prepare<[string], number>('SELECT count(*) FROM follow_ups WHERE state = ?').pluck();

  const toFollowUp = (row: FollowUpRow): FollowUp => {
    const lastCall = calls.get(row.last_call_id);
    if (!lastCall) throw new Error(`Follow-up ${row.id} has lost its last call`);
    return {
      id: String(row.id),
      number: isWithheldContact(row.contact_key) ? null : row.contact_key,
      callerName: lastCall.callerName,
      state: row.state,
      openedAt: iso(row.opened_at),
      lastCallAt: iso(row.last_call_at),
      missedCount: row.missed_count,
      voicemailCount: row.voicemail_count,
      closedAt: isoOrNull(row.closed_at),
      closedBy: row.closed_by,
      lastCall,
    };
  };

  return {
    get(id: number): FollowUp | null {
      const row = byId.get(id);
      return row ? toFollowUp(row) : null;
    },
    /** Newest first. */
    list({ limit, before, state }: Page & { state: FollowUp['state'] }): FollowUpPage {
      const from = before === undefined ? undefined : byId.get(Number(before));
      const rows = inState.all(
        state,
        from?.last_call_at ?? Number.MAX_SAFE_INTEGER,
        from?.id ?? Number.MAX_SAFE_INTEGER,
        limit,
      );
      return {
        followUps: rows.map(toFollowUp),
        nextBefore: nextBefore(rows, limit),
        total: countIn.get(state) ?? 0,
      };
    },
    count: (state: FollowUp['state']): number => countIn.get(state) ?? 0,
  };
}
export type FollowUpQueries = ReturnType<typeof createFollowUpQueries>;
