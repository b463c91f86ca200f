/** The rep's commands on follow-ups. Each command adds an act to the log and folds the contact again. */
import { randomUUID } from 'node:crypto';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import type { NewAct } from '#shared/contract/rep-act.ts';
import type { Connection } from '../database/connection.ts';
import type { Clock } from '../util/clock.ts';
import type { ActLog, ActRow } from './acts.ts';
import { actsInEffect } from './fold.ts';
import type { FollowUpQueries } from './queries.ts';
import type { FollowUps } from './reconcile.ts';

interface FollowUpCommandOptions {
  db: Connection;
  acts: ActLog;
  followUps: Pick<FollowUps, 'foldContact'>;
  queries: Pick<FollowUpQueries, 'get'>;
  clock: Clock;
}

/** Prepares the commands. Each is one transaction. */
export function createFollowUpCommands({ db, acts, followUps, queries, clock }: FollowUpCommandOptions) {
  const contactOf = db.prepare<[number], string>('SELECT contact_key FROM follow_ups WHERE id = ?').pluck();
  const threadOfAct = db
    .prepare<[string], number>(
      `SELECT c.follow_up_id FROM rep_action_calls x JOIN calls c ON c.id = x.call_id
       WHERE x.action_id = ? AND c.follow_up_id IS NOT NULL ORDER BY c.sort_at DESC, c.id DESC LIMIT 1`,
    )
    .pluck();

  const followUpOfAct = (id: string): FollowUp | null => {
    const thread = threadOfAct.get(id);
    return thread === undefined ? null : queries.get(thread);
  };
  /** A time later than all other acts on the same calls, even after the clock was set back: their order counts. */
  const timeAfter = (others: readonly ActRow[]): number =>
    others.reduce((latest, { at }) => Math.max(latest, at + 1), clock.now());
  const folded = (id: string): FollowUp | null => {
    for (const contactKey of acts.contactsOf(id)) followUps.foldContact(contactKey);
    return followUpOfAct(id);
  };

  return {
    /**
     * Records an act on the current calls of a follow-up. An act without effect is not recorded: `done` when nothing is
     * open, `reopened` when the rep closed nothing, `snoozed` when the caller was reached.
     * @param actId chosen by the caller of this function. A known one does nothing, so that a repetition is safe.
     * @returns the follow-up that then has the calls; null when there is no such follow-up.
     */
    act: db.transaction((followUpId: number, act: NewAct, actId: string = randomUUID()): FollowUp | null => {
      if (acts.find(actId)) return followUpOfAct(actId);
      const contactKey = contactOf.get(followUpId);
      const followUp = queries.get(followUpId);
      if (contactKey === undefined || !followUp || !hasEffect(act, followUp)) return followUp;
      const row: ActRow = {
        ...{ id: actId, contact_key: contactKey, kind: act.kind },
        at: timeAfter(acts.ofThread(followUpId)),
        until: act.kind === 'snoozed' ? Date.parse(act.until) : null,
        payload: payloadOf(act),
        ...local,
      };
      acts.addOnThread(row, followUpId);
      return folded(actId);
    }).immediate,
    /**
     * Undoes one act, as if it had never happened. An undone act stays undone.
     * @returns the follow-up that then has its newest call; null when there is none, or no such act.
     */
    undo: db.transaction((actId: string): FollowUp | null => {
      const target = acts.find(actId);
      if (!target) return null;
      const others = acts.withSameCalls(actId);
      if (!actsInEffect(others).some(({ id }) => id === actId)) return followUpOfAct(actId);
      const row = {
        ...{ id: randomUUID(), contact_key: target.contact_key, kind: 'undone', until: null, payload: null },
        at: timeAfter(others),
        ...local,
        undoes: actId,
      };
      acts.addUndo(row);
      return folded(row.id);
    }).immediate,
  };
}

export type FollowUpCommands = ReturnType<typeof createFollowUpCommands>;

/** The columns of an act by the user of this computer that undoes nothing. */
const local = { undoes: null, by: null, origin: 'local' } as const;

function hasEffect({ kind }: NewAct, { state, closedBy }: FollowUp): boolean {
  switch (kind) {
    case 'done':
      return state === 'open';
    case 'reopened':
      return state === 'closed';
    case 'snoozed':
      return closedBy !== 'answered';
    default:
      return true;
  }
}

/** The kind's own data as JSON; null when it has none. */
function payloadOf(act: NewAct): string | null {
  switch (act.kind) {
    case 'done':
      return act.outcome === undefined ? null : JSON.stringify({ outcome: act.outcome });
    case 'noted':
      return JSON.stringify({ note: act.note });
    case 'outcome':
      return JSON.stringify({ outcome: act.outcome, note: act.note });
    case 'assigned':
      return JSON.stringify({ to: act.to });
    default:
      return null;
  }
}
