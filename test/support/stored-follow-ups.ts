/** What the database says of calls, acts and follow-ups, read beside the store that writes it. */
import { type Connection, connect } from '../../electron/engine/database/connection.ts';
import { databaseFile } from '../../electron/engine/database/open.ts';
import {
  type FoldedAct,
  type FoldedCallFacts,
  foldFollowUps,
  type Thread,
} from '../../electron/engine/follow-ups/fold.ts';

/** A thread without the IDs of its rows, which depend on the order of arrival. */
export type StoredThread = Omit<Thread, 'calls' | 'lastCallId'> & { calls: string; lastCall: string };

const selectCalls =
  'SELECT id, contact_key AS contactKey, sort_at AS sortAt, outcome, reached, provider_call_id AS providerCallId FROM calls';

/** No call is in two threads. */
const inOrder = (threads: readonly StoredThread[]): StoredThread[] =>
  [...threads].sort((a, b) => (a.calls < b.calls ? -1 : 1));

/** Reads the rows of `follow_ups` as they are, and folds all calls and all acts of the database from nothing. */
export function followUpsIn(db: Connection): { stored: StoredThread[]; folded: StoredThread[] } {
  const calls = db.prepare<[], FoldedCallFacts & { providerCallId: string }>(selectCalls).all();
  const callIds = db
    .prepare<[string], number>('SELECT call_id FROM rep_action_calls WHERE action_id = ?')
    .pluck();
  const acts = db
    .prepare<[], Omit<FoldedAct, 'callIds'>>('SELECT id, kind, at, until, undoes FROM rep_actions')
    .all()
    .map((act): FoldedAct => ({ ...act, callIds: callIds.all(act.id) }));
  const nameOf = new Map(calls.map(({ id, providerCallId }) => [id, providerCallId]));
  const named = ({ calls: members, lastCallId, ...facts }: Thread): StoredThread => ({
    ...facts,
    calls: members
      .map(({ id }) => nameOf.get(id))
      .sort()
      .join(' '),
    lastCall: nameOf.get(lastCallId) ?? '',
  });
  const members = db.prepare<[number], FoldedCallFacts>(`${selectCalls} WHERE follow_up_id = ?`);
  const rows = db
    .prepare<[], Omit<Thread, 'calls'> & { id: number }>(
      `SELECT id, contact_key AS contactKey, state, opened_at AS openedAt, last_call_at AS lastCallAt, last_call_id AS lastCallId,
         missed_count AS missedCount, voicemail_count AS voicemailCount, closed_at AS closedAt, closed_by AS closedBy,
         snoozed_until AS snoozedUntil FROM follow_ups`,
    )
    .all();
  return {
    stored: inOrder(rows.map(({ id, ...facts }) => named({ ...facts, calls: members.all(id) }))),
    folded: inOrder(foldFollowUps(calls, acts).map(named)),
  };
}

/** Those of a store that is open, read on a connection of its own. */
export function storedFollowUps(dataFolder: string): ReturnType<typeof followUpsIn> {
  const db = connect(databaseFile(dataFolder), { readonly: true, busyTimeoutMs: 1000 });
  try {
    return followUpsIn(db);
  } finally {
    db.close();
  }
}
