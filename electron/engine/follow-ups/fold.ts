/**
 * Follow-ups as a pure function of calls and of the rep's acts. Order and repetition of both do not matter: a late event
 * never undoes an act, and an act never hides a call that was unknown when the rep acted. The rules and their reasons are
 * in docs/decisions/0009-acts-of-the-rep-are-a-log.md.
 */
import type { CallOutcome } from '#shared/contract/calls.ts';

/** The facts of a call that the fold uses. */
export interface FoldedCallFacts {
  id: number;
  /** The other party's number, or a key of the call's own when the number is withheld. */
  contactKey: string;
  /** When the call happened, in milliseconds since the Unix epoch (UTC). */
  sortAt: number;
  outcome: CallOutcome;
  /** 1 when somebody talked with the caller. */
  reached: 0 | 1;
}

/** The facts of an act that the fold uses. An unknown kind changes nothing. */
export interface FoldedAct {
  /** Globally unique; a repetition has the same ID. */
  id: string;
  kind: string;
  /** When the rep acted, in milliseconds since the Unix epoch (UTC). Orders the acts on the same calls. */
  at: number;
  /** When a snooze ends, in milliseconds since the Unix epoch (UTC). */
  until: number | null;
  /** The ID of the act that this one undoes. An act is always later than the one that it undoes. */
  undoes: string | null;
  /** The missed calls and voicemails that the rep acted on: those known at that time. */
  callIds: readonly number[];
}

/** A follow-up: missed calls and voicemails of one caller. Times are milliseconds since the Unix epoch (UTC). */
export interface Thread<C extends FoldedCallFacts = FoldedCallFacts> {
  contactKey: string;
  state: 'open' | 'closed';
  openedAt: number;
  lastCallAt: number;
  lastCallId: number;
  missedCount: number;
  voicemailCount: number;
  closedAt: number | null;
  closedBy: 'rep' | 'answered' | null;
  /** End of a snooze: the open thread is hidden until then. Null when one of its calls came after the last snooze. */
  snoozedUntil: number | null;
  /** The missed calls and voicemails, oldest first. */
  calls: readonly C[];
}

/** True when a call with this outcome needs a call back. */
export const isMiss = (outcome: CallOutcome): boolean => outcome === 'missed' || outcome === 'voicemail';

/** The acts that are not undone, oldest first, without repetitions. */
export function actsInEffect<A extends Omit<FoldedAct, 'until' | 'callIds'>>(acts: readonly A[]): A[] {
  const unique = [...new Map(acts.map((act) => [act.id, act])).values()];
  const undone = new Set<string>();
  // Newest first: an act that undoes another one, or undoes an undo, is always later.
  return unique
    .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
    .filter((act) => {
      if (undone.has(act.id)) return false;
      if (act.kind === 'undone' && act.undoes !== null) undone.add(act.undoes);
      return true;
    })
    .reverse();
}

/** For each call ID, the newest act that decides whether the call is done. */
function decidingActs(acts: readonly FoldedAct[]): ReadonlyMap<number, FoldedAct> {
  const deciding = new Map<number, FoldedAct>();
  if (acts.length === 0) return deciding;
  for (const act of actsInEffect(acts))
    if (act.kind === 'done' || act.kind === 'reopened' || act.kind === 'snoozed')
      for (const id of act.callIds) deciding.set(id, act);
  return deciding;
}

type Ending = Pick<Thread, 'state' | 'closedAt' | 'closedBy'>;
const open: Ending = { state: 'open', closedAt: null, closedBy: null };

/**
 * Folds calls and acts into the follow-ups of any number of callers, oldest first for each caller. Missed calls that one act
 * marked as done are one thread. The others between two talks are one thread, open unless a talk follows.
 */
export function foldFollowUps<C extends FoldedCallFacts>(
  calls: readonly C[],
  acts: readonly FoldedAct[],
): Thread<C>[] {
  const byContact = new Map<string, C[]>();
  for (const call of new Map(calls.map((one) => [one.id, one])).values())
    addTo(byContact, call.contactKey, call);
  return [...byContact.values()].flatMap((ofContact) =>
    foldContact(
      ofContact.sort((a, b) => a.sortAt - b.sortAt || a.id - b.id),
      acts,
    ),
  );
}

/** The follow-ups of one caller, see {@link foldFollowUps}. @param calls each once, in the order of time, then of ID. */
export function foldContact<C extends FoldedCallFacts>(
  calls: readonly C[],
  acts: readonly FoldedAct[],
): Thread<C>[] {
  const deciding = decidingActs(acts);
  const threads: Thread<C>[] = [];
  const add = (members: readonly C[], ending: Ending): void => {
    const [first] = members;
    const last = members.at(-1);
    if (!first || !last) return;
    const voicemailCount = members.filter(({ outcome }) => outcome === 'voicemail').length;
    threads.push({
      contactKey: first.contactKey,
      ...ending,
      openedAt: first.sortAt,
      lastCallAt: last.sortAt,
      lastCallId: last.id,
      missedCount: members.length - voicemailCount,
      voicemailCount,
      snoozedUntil: ending.state === 'open' ? snoozedUntil(members, deciding) : null,
      calls: members,
    });
  };
  const done = new Map<FoldedAct, C[]>();
  let segment: C[] = [];
  for (const call of calls) {
    if (call.reached === 1) {
      // What the rep put back after the talk is still to be done: the talk may have been none.
      const isPutBack = ({ id }: C): boolean => {
        const act = deciding.get(id);
        return act?.kind === 'reopened' && act.at > call.sortAt;
      };
      add(
        segment.filter((one) => !isPutBack(one)),
        { state: 'closed', closedAt: call.sortAt, closedBy: 'answered' },
      );
      segment = segment.filter(isPutBack);
    }
    if (!isMiss(call.outcome)) continue;
    const act = deciding.get(call.id);
    if (act?.kind === 'done') addTo(done, act, call);
    else segment.push(call);
  }
  add(segment, open);
  for (const [act, members] of done) add(members, { state: 'closed', closedAt: act.at, closedBy: 'rep' });
  return threads;
}

/** The end of a thread's snooze. A new missed call ends it: all calls must be snoozed, and the earliest end counts. */
function snoozedUntil(
  members: readonly FoldedCallFacts[],
  deciding: ReadonlyMap<number, FoldedAct>,
): number | null {
  let first = Number.POSITIVE_INFINITY;
  for (const { id } of members) {
    const act = deciding.get(id);
    if (act?.kind !== 'snoozed' || act.until === null) return null;
    first = Math.min(first, act.until);
  }
  return first;
}

function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
