/** Queries about stored calls. */
import type { Call, CallPage } from '#shared/contract/calls.ts';
import type { Connection } from '../database/connection.ts';
import { nextBefore, type Page } from '../database/page.ts';
import type { CallRow } from './call-rows.ts';
import { createCallNaming } from './names.ts';

/** Prepares the queries. */
export function createCallQueries(db: Connection) {
  const toCall = createCallNaming(db);
  const byId = db.prepare<[number], CallRow>('SELECT * FROM calls WHERE id = ?');
  const all = db.prepare<[number, number, number], CallRow>(
    'SELECT * FROM calls WHERE (sort_at, id) < (?, ?) ORDER BY sort_at DESC, id DESC LIMIT ?',
  );
  const countAll = db.prepare<[], number>('SELECT count(*) FROM calls').pluck();
  const withContact = db.prepare<[string, number, number, number], CallRow>(
    'SELECT * FROM calls WHERE contact_key = ? AND (sort_at, id) < (?, ?) ORDER BY sort_at DESC, id DESC LIMIT ?',
  );
  const countWithContact = db
    .prepare<[string], number>('SELECT count(*) FROM calls WHERE contact_key = ?')
    .pluck();
  const newestMissed = db.prepare<[number], CallRow>(
    "SELECT * FROM calls WHERE outcome IN ('missed', 'voicemail') ORDER BY sort_at DESC, id DESC LIMIT ?",
  );

  return {
    /** The call with an ID; null when there is none. */
    get(id: number): Call | null {
      const row = byId.get(id);
      return row ? toCall(row) : null;
    },
    /** A page of all calls, or of one contact's calls; newest first. */
    list({ limit, before, contact }: Page & { contact?: string | undefined }): CallPage {
      const from = before === undefined ? undefined : byId.get(Number(before));
      const place = [from?.sort_at ?? Number.MAX_SAFE_INTEGER, from?.id ?? Number.MAX_SAFE_INTEGER] as const;
      // One row more than the limit shows whether there is another page.
      const found =
        contact === undefined ? all.all(...place, limit + 1) : withContact.all(contact, ...place, limit + 1);
      const rows = found.slice(0, limit);
      const total = contact === undefined ? countAll.get() : countWithContact.get(contact);
      return {
        calls: rows.map(toCall),
        nextBefore: found.length > limit ? nextBefore(rows, limit) : null,
        total: total ?? 0,
      };
    },
    /** The newest missed calls and voicemails, newest first. */
    listMissed: (limit: number): Call[] => newestMissed.all(limit).map(toCall),
  };
}
export type CallQueries = ReturnType<typeof createCallQueries>;
