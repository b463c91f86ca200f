/** What the window, the tray and the command line ask of the store. */

import { isWithheldContact } from '#shared/contract/contact.ts';
import type { EngineResponse } from '#shared/contract/engine-protocol.ts';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import type { Summary } from '#shared/contract/summary.ts';
import { iso, isoOrNull } from '#shared/util/instant.ts';
import { type CallRow, toCall } from '../calls/call-rows.ts';
import type { Connection } from '../database/connection.ts';
import type { Page } from '../database/page.ts';

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

/** How many missed calls the tray's menu lists. */
const trayCalls = 5;

export function createQueries(db: Connection) {
  const callById = db.prepare<[number], CallRow>('SELECT * FROM calls WHERE id = ?');
  const calls = db.prepare<[number, number, number], CallRow>(
    'SELECT * FROM calls WHERE (sort_at, id) < (?, ?) ORDER BY sort_at DESC, id DESC LIMIT ?',
  );
  const countCalls = db.prepare<[], number>('SELECT count(*) FROM calls').pluck();
  const callsOf = db.prepare<[string, number, number, number], CallRow>(
    'SELECT * FROM calls WHERE contact_key = ? AND (sort_at, id) < (?, ?) ORDER BY sort_at DESC, id DESC LIMIT ?',
  );
  const countCallsOf = db
    .prepare<[string], number>('SELECT count(*) FROM calls WHERE contact_key = ?')
    .pluck();
  const newestMissed = db.prepare<[number], CallRow>(
    "SELECT * FROM calls WHERE outcome IN ('missed', 'voicemail') ORDER BY sort_at DESC, id DESC LIMIT ?",
  );
  const followUpById = db.prepare<[number], FollowUpRow>('SELECT * FROM follow_ups WHERE id = ?');
  const followUps = db.prepare<[string, number, number, number], FollowUpRow>(
    'SELECT * FROM follow_ups WHERE state = ? AND (last_call_at, id) < (?, ?) ORDER BY last_call_at DESC, id DESC LIMIT ?',
  );
  const countFollowUps = db
    .prepare<[string], number>('SELECT count(*) FROM follow_ups WHERE state = ?')
    .pluck();
  const lastEventAt = db.prepare<[], number | null>('SELECT max(last_event_at) FROM source_activity').pluck();

  const callRow = (id: number): CallRow | undefined => callById.get(id);
  const getCall = (id: string) => {
    const row = callRow(Number(id));
    return row ? toCall(row) : null;
  };

  const toFollowUp = (row: FollowUpRow): FollowUp => {
    const last = callRow(row.last_call_id);
    if (!last) throw new Error(`Follow-up ${row.id} has lost its last call`);
    return {
      id: String(row.id),
      number: isWithheldContact(row.contact_key) ? null : row.contact_key,
      callerName: last.caller_name,
      state: row.state,
      openedAt: iso(row.opened_at),
      lastCallAt: iso(row.last_call_at),
      missedCount: row.missed_count,
      voicemailCount: row.voicemail_count,
      closedAt: isoOrNull(row.closed_at),
      closedBy: row.closed_by,
      lastCall: toCall(last),
    };
  };
  const getFollowUp = (id: number): FollowUp | null => {
    const row = followUpById.get(id);
    return row ? toFollowUp(row) : null;
  };

  const nextBefore = (rows: readonly { id: number }[], limit: number): string | null =>
    rows.length === limit ? String(rows.at(-1)?.id) : null;

  return {
    getCall,
    getFollowUp,
    /** All calls, or those with one contact. */
    listCalls({
      limit,
      before,
      contact,
    }: Page & { contact?: string | undefined }): EngineResponse<'calls.list'> {
      const from = before === undefined ? undefined : callRow(Number(before));
      const place = [from?.sort_at ?? Number.MAX_SAFE_INTEGER, from?.id ?? Number.MAX_SAFE_INTEGER] as const;
      // One more than asked for tells whether there is another page.
      const found =
        contact === undefined ? calls.all(...place, limit + 1) : callsOf.all(contact, ...place, limit + 1);
      const rows = found.slice(0, limit);
      const total = contact === undefined ? countCalls.get() : countCallsOf.get(contact);
      return {
        calls: rows.map(toCall),
        nextBefore: found.length > limit ? nextBefore(rows, limit) : null,
        total: total ?? 0,
      };
    },
    listFollowUps({
      limit,
      before,
      state,
    }: Page & { state: FollowUp['state'] }): EngineResponse<'followUps.list'> {
      const from = before === undefined ? undefined : followUpById.get(Number(before));
      const rows = followUps.all(
        state,
        from?.last_call_at ?? Number.MAX_SAFE_INTEGER,
        from?.id ?? Number.MAX_SAFE_INTEGER,
        limit,
      );
      return {
        followUps: rows.map(toFollowUp),
        nextBefore: nextBefore(rows, limit),
        total: countFollowUps.get(state) ?? 0,
      };
    },
    /** When the newest genuine event arrived; ISO 8601, UTC. */
    lastEventAt: (): string | null => {
      const at = lastEventAt.get() ?? null;
      return at === null ? null : iso(at);
    },
    summary(): Summary {
      const at = lastEventAt.get() ?? null;
      return {
        toCallBack: countFollowUps.get('open') ?? 0,
        lastMissed: newestMissed.all(trayCalls).map(toCall),
        lastEventAt: at === null ? null : iso(at),
      };
    },
  };
}
export type Queries = ReturnType<typeof createQueries>;
