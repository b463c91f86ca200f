/** The log of the rep's acts. Each act is written once, with its calls, and never changed. */
import type { Connection } from '../database/connection.ts';
import type { FoldedAct } from './fold.ts';

/** A stored act. Times are milliseconds since the Unix epoch (UTC). */
export interface ActRow {
  id: string;
  /** The contact of its calls, as known when the rep acted. */
  contact_key: string;
  kind: string;
  at: number;
  until: number | null;
  undoes: string | null;
  /** JSON with the kind's own data. */
  payload: string | null;
  /** Who acted; null for the user of this computer. */
  by: string | null;
  origin: string;
}

type ActOnCall = Omit<FoldedAct, 'callIds'> & { callId: number };

/** Prepares the log. Call its functions inside a transaction. */
export function createActLog(db: Connection) {
  const add = db.prepare(
    `INSERT INTO rep_actions (id, contact_key, kind, at, until, undoes, payload, "by", origin)
     VALUES ($id, $contact_key, $kind, $at, $until, $undoes, $payload, $by, $origin)`,
  );
  const nameCallsOfThread = db.prepare(
    'INSERT INTO rep_action_calls (call_id, action_id) SELECT id, $id FROM calls WHERE follow_up_id = $followUpId',
  );
  const nameCallsOfAct = db.prepare(
    'INSERT INTO rep_action_calls (call_id, action_id) SELECT call_id, $id FROM rep_action_calls WHERE action_id = $undoes',
  );
  const byId = db.prepare<[string], ActRow>('SELECT * FROM rep_actions WHERE id = ?');
  const contactsOf = db
    .prepare<[string], string>(
      'SELECT DISTINCT c.contact_key FROM rep_action_calls x JOIN calls c ON c.id = x.call_id WHERE x.action_id = ?',
    )
    .pluck();
  const ofThread = db.prepare<[number], ActRow>(
    `SELECT * FROM rep_actions WHERE id IN (
       SELECT x.action_id FROM calls c JOIN rep_action_calls x ON x.call_id = c.id WHERE c.follow_up_id = ?)`,
  );
  const withSameCalls = db.prepare<[string], ActRow>(
    `SELECT * FROM rep_actions WHERE id IN (
       SELECT o.action_id FROM rep_action_calls x JOIN rep_action_calls o ON o.call_id = x.call_id WHERE x.action_id = ?)`,
  );
  // `+?`: see database/statistics.ts. CROSS JOIN fixes the join order: a caller has few calls.
  const anyOnCall = db
    .prepare<[number], number>('SELECT EXISTS (SELECT 1 FROM rep_action_calls WHERE call_id = +?)')
    .pluck();
  const onContact = db.prepare<[string], ActOnCall>(
    `SELECT x.call_id AS callId, a.id, a.kind, a.at, a.until, a.undoes FROM calls c
       CROSS JOIN rep_action_calls x ON x.call_id = c.id JOIN rep_actions a ON a.id = x.action_id
     WHERE c.contact_key = +?`,
  );

  return {
    find: (id: string): ActRow | undefined => byId.get(id),
    /** Writes an act on all current calls of a follow-up. */
    addOnThread(act: ActRow, followUpId: number): void {
      add.run(act);
      nameCallsOfThread.run({ id: act.id, followUpId });
    },
    /** Writes an act that undoes another one, on the other one's calls. */
    addUndo(act: ActRow & { undoes: string }): void {
      add.run(act);
      nameCallsOfAct.run({ id: act.id, undoes: act.undoes });
    },
    /** The current contacts of an act's calls. */
    contactsOf: (id: string): string[] => contactsOf.all(id),
    /** All acts on any call of a follow-up, undone ones included. */
    ofThread: (followUpId: number): ActRow[] => ofThread.all(followUpId),
    /** All acts on any call of an act, itself included. */
    withSameCalls: (id: string): ActRow[] => withSameCalls.all(id),
    isActedOn: (callId: number): boolean => anyOnCall.get(callId) === 1,
    /** All acts on a contact's calls. Each lists only its calls of that contact. */
    onContact(contactKey: string): FoldedAct[] {
      const acts = new Map<string, FoldedAct & { callIds: number[] }>();
      for (const { callId, ...act } of onContact.all(contactKey)) {
        const known = acts.get(act.id);
        if (known) known.callIds.push(callId);
        else acts.set(act.id, { ...act, callIds: [callId] });
      }
      return [...acts.values()];
    },
  };
}
export type ActLog = ReturnType<typeof createActLog>;
