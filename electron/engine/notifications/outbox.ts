/**
 * The outbox of notifications. They are decided in the worker's transaction, missed calls are held for the hold time, and
 * all are repeated after a restart until the host reports their result. What the host postpones is kept back and tried
 * again; what is late by then is told in a digest.
 */
import { digestText, lateAfterMs, type Reader } from '#shared/calls/digest-text.ts';
import type { LiveSettings } from '#shared/config/live-settings.ts';
import type { EngineNotification, NotificationResult } from '#shared/contract/notifications.ts';
import { startOfDay } from '#shared/util/instant.ts';
import type { CallRow } from '../calls/call-rows.ts';
import { createCallNaming } from '../calls/names.ts';
import type { Connection } from '../database/connection.ts';
import { decide, type NotificationKind } from './decide.ts';
import { type ClosedDigest, createDigests } from './digests.ts';
import { createKeptBack } from './kept-back.ts';
import { type CallsToday, notificationText } from './notification-text.ts';

interface NotificationRow {
  call_id: number;
  revision: number;
  kind: NotificationKind;
  due_at: number;
}

/** A held notification. `decision` is its number in this process; 0 when an earlier process decided it. */
interface HeldRow extends NotificationRow {
  decision: number;
}

export interface NotificationOptions {
  db: Connection;
  /** The current settings: region and locale of texts, and the hold time. */
  settings(): Reader & Pick<LiveSettings, 'holdSeconds'>;
  /** Start of the process, in milliseconds since the Unix epoch. */
  startedAt: number;
}

/** Loads the notifications that an earlier process left. */
export function createNotifications({ db, settings, startedAt }: NotificationOptions) {
  const holdMs = (): number => settings().holdSeconds * 1000;
  // `+?`: see database/statistics.ts.
  const ofCall = db.prepare<[number], NotificationRow>(
    'SELECT call_id, revision, kind, due_at FROM notifications WHERE call_id = +? ORDER BY revision',
  );
  const add = db.prepare(
    'INSERT INTO notifications (call_id, revision, kind, decided_at, due_at, digest_id) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const drop = db.prepare('DELETE FROM notifications WHERE call_id = +? AND revision = +?');
  // Versions before the hold time wrote no due time.
  const waiting = db.prepare<[], NotificationRow>(
    'SELECT call_id, revision, kind, max(due_at, decided_at) AS due_at FROM notifications WHERE result IS NULL AND digest_id IS NULL ORDER BY 4, call_id',
  );
  const shorten = db.prepare(
    'UPDATE notifications SET due_at = decided_at + $ms WHERE result IS NULL AND digest_id IS NULL AND due_at > decided_at + $ms',
  );
  const callById = db.prepare<[number], CallRow>('SELECT * FROM calls WHERE id = +?');
  const countSince = db.prepare<[string, number, 0 | 1], CallsToday>(
    "SELECT count(*) AS count, min(sort_at) AS firstAt FROM calls WHERE contact_key = +? AND sort_at >= +? AND outcome IN ('missed', 'voicemail') AND is_test = +?",
  );
  const moveToDigest = db.prepare(
    'UPDATE notifications SET digest_id = ? WHERE call_id = +? AND revision = +?',
  );
  const settle = db.prepare(
    'UPDATE notifications SET result = ?, reason = ? WHERE call_id = +? AND revision = +? AND result IS NULL',
  );
  const settleDigest = db.prepare(
    'UPDATE notifications SET result = ?, reason = ? WHERE digest_id = +? AND result IS NULL',
  );
  const toCall = createCallNaming(db);
  const digests = createDigests(db, startedAt);

  const idOf = ({ call_id, revision }: Pick<NotificationRow, 'call_id' | 'revision'>) =>
    `${call_id}:${revision}`;

  /** Notifications that are decided and not handed over, by ID, in order of due time; an earlier process's included. */
  const held = new Map<string, HeldRow>();
  const hold = (row: NotificationRow, decision: number) => void held.set(idOf(row), { ...row, decision });
  for (const row of waiting.all()) hold(row, 0);
  let decisions = 0;

  /** IDs of notifications that the host has and has not settled yet. */
  const handedOver = new Set<string>();
  const keptBack = createKeptBack();
  const isElsewhere = (id: string): boolean => handedOver.has(id) || keptBack.has(id);

  const compose = (
    row: NotificationRow,
    call: CallRow,
    now: number,
    todayOf: (call: CallRow) => CallsToday,
  ): EngineNotification => {
    const shown = toCall(call);
    const text = notificationText({ kind: row.kind, call: shown, today: todayOf(call), now }, settings());
    return {
      id: idOf(row),
      replaces: row.revision > 1 ? `${row.call_id}:${row.revision - 1}` : null,
      kind: row.kind,
      call: shown,
      ...text,
      // A voicemail that replaces its call's notification makes no second sound.
      silent: row.revision > 1,
    };
  };

  /** True when the hold is over. After the clock was set back, nothing is held longer than the hold time. */
  const isDue = (row: NotificationRow, now: number) => row.due_at <= now || row.due_at > now + holdMs();

  /** The notification of a digest; null when all of its calls were answered meanwhile. */
  const composeDigest = ({ id, members }: ClosedDigest, now: number): EngineNotification | null => {
    const all = members
      .flatMap(({ call_id }) => callById.get(call_id) ?? [])
      .sort((a, b) => b.sort_at - a.sort_at || b.id - a.id)
      .map(toCall);
    const calls = all.filter(({ outcome }) => outcome === 'missed' || outcome === 'voicemail');
    // The host also identifies a notification by its call, so a repetition has the same call.
    const [newest] = all;
    if (!newest || calls.length === 0) return null;
    const text = digestText(calls, now, settings());
    return { id: digestId(id), replaces: null, kind: 'digest', call: newest, calls, ...text, silent: false };
  };

  const settleAll = db.transaction((results: readonly NotificationResult[]) => {
    for (const { id, result, reason } of results) {
      if (result === 'postponed') continue;
      const digest = digestNumber(id);
      if (digest !== null) {
        settleDigest.run(result, reason ?? null, digest);
        continue;
      }
      const [callId, revision] = id.split(':').map(Number);
      settle.run(result, reason ?? null, callId, revision);
    }
  }).immediate;

  /** Reloads the held notifications from the database, after a transaction was rolled back. */
  const reload = (now: number): void => {
    held.clear();
    digests.load(now, decisions, (id) => isElsewhere(digestId(id)));
    for (const row of waiting.all()) if (!isElsewhere(idOf(row))) hold(row, decisions);
  };

  const joinDigest = (row: NotificationRow, now: number): void => {
    held.delete(idOf(row));
    moveToDigest.run(digests.idFor(now), row.call_id, row.revision);
    digests.add(row, now);
    decisions += 1;
  };

  /** Why a notification that was kept back is out of date; null when it is not. */
  const outOfDate = (row: NotificationRow, call: CallRow): string | null => {
    if (call.outcome !== 'missed' && call.outcome !== 'voicemail') return 'answered after all';
    return (ofCall.all(row.call_id).at(-1)?.revision ?? 0) > row.revision ? 'voicemail notified' : null;
  };

  return {
    /** Decides about a new or changed call. @param now milliseconds since the Unix epoch. */
    consider(call: CallRow, { isNew, fromLog }: { isNew: boolean; fromLog: boolean }, now: number): void {
      const rows = isNew ? [] : ofCall.all(call.id);
      const isWaiting = (row: NotificationRow) =>
        held.has(idOf(row)) || keptBack.has(idOf(row)) || digests.has(row);
      const shown = rows.filter((row) => !isWaiting(row));
      const decision = decide({
        outcome: call.outcome,
        direction: call.direction,
        notified: shown.map((row) => row.kind),
        ageMs: now - (call.ended_at ?? call.sort_at),
        fromLog,
      });
      const earlier = rows.find(isWaiting);
      const isKept = decision.action === 'hold' || decision.action === 'digest';
      if (earlier && isKept && decision.kind === earlier.kind) return;
      if (earlier) {
        drop.run(earlier.call_id, earlier.revision);
        held.delete(idOf(earlier));
        keptBack.remove(idOf(earlier));
        digests.remove(earlier);
      }
      if (decision.action === 'quiet') return;
      const revision = (shown.at(-1)?.revision ?? 0) + 1;
      const row = {
        call_id: call.id,
        revision,
        kind: decision.kind,
        due_at: decision.action === 'hold' ? now + holdMs() : now,
      };
      const digest = decision.action === 'digest' ? digests.idFor(now) : null;
      add.run(row.call_id, row.revision, row.kind, now, row.due_at, digest);
      decisions += 1;
      if (digest === null) hold(row, decisions);
      else digests.add(row, now);
    },
    /** Called when catch-up starts and ends: late calls wait for the end. */
    setCatchingUp: digests.setCatchingUp,
    /**
     * Prepares what is due: takes up what was kept back, moves what is late to the digest, and closes the digest if it is
     * complete. Call inside the worker's transaction.
     */
    prepare(now: number): void {
      if (keptBack.isDue(now)) {
        keptBack.takeAll();
        reload(now);
      }
      for (const row of held.values()) {
        if (!isDue(row, now)) break;
        if (now - row.due_at > lateAfterMs) joinDigest(row, now);
      }
      const { isClosed, alone } = digests.close(now, decisions + 1);
      if (isClosed) decisions += 1;
      if (alone) hold({ ...alone, due_at: now }, decisions);
    },
    /** The number of decisions so far. Due ones later than `durable` wait for the next sync. */
    decisions: (): number => decisions,
    /** True when a notification is due that was decided after the decision `durable`. */
    awaitsSync(now: number, durable: number): boolean {
      if (digests.awaitsSync(durable)) return true;
      for (const row of held.values()) {
        if (!isDue(row, now)) return false;
        if (row.decision > durable) return true;
      }
      return false;
    },
    /**
     * Hands over the notifications that are due and durable: a shown one must be known after a power failure.
     * @param now milliseconds since the Unix epoch. @param durable the last decision that is on the disk.
     * @param most limit of notifications in one call; `hasMore` is true when others are due.
     */
    release(now: number, durable: number, most: number): { due: EngineNotification[]; hasMore: boolean } {
      const due: EngineNotification[] = [];
      // Counted once for a caller with many calls.
      const counts = new Map<string, CallsToday>();
      // Tests are counted apart: they are no calls of a caller who shares their number.
      const todayOf = ({ contact_key, is_test }: CallRow): CallsToday => {
        const key = `${is_test} ${contact_key}`;
        const today = counts.get(key) ??
          countSince.get(contact_key, startOfDay(now), is_test) ?? { count: 0, firstAt: null };
        counts.set(key, today);
        return today;
      };
      for (const digest of digests.take(durable)) {
        const notification = composeDigest(digest, now);
        const id = digestId(digest.id);
        if (notification) handedOver.add(id);
        if (notification) due.push(notification);
        else settleAll([{ id, result: 'suppressed', reason: 'answered after all' }]);
      }
      for (const [id, row] of held) {
        if (!isDue(row, now)) break;
        if (row.decision > durable) continue;
        if (due.length >= most) return { due, hasMore: true };
        held.delete(id);
        const call = callById.get(row.call_id);
        if (!call) continue;
        const reason = outOfDate(row, call);
        if (reason === null) {
          handedOver.add(id);
          due.push(compose(row, call, now, todayOf));
        } else settleAll([{ id, result: 'suppressed', reason }]);
      }
      return { due, hasMore: false };
    },
    /** When the next notification is due, in milliseconds since the Unix epoch; null when none is held. */
    nextDueAt(): number | null {
      const next = held.values().next().value?.due_at ?? null;
      const dues = [next, digests.nextDueAt(), keptBack.nextDueAt()].filter((due) => due !== null);
      return dues.length === 0 ? null : Math.min(...dues);
    },
    reload,
    /**
     * Applies a shorter hold time to held notifications. A longer one applies only to new ones, so that the order of
     * decisions stays the order of due times.
     * @throws the SQLite error.
     */
    shortenHolds(now: number): void {
      if (shorten.run({ ms: holdMs() }).changes > 0) reload(now);
    },
    /** Settles notifications by their results; keeps back those that are postponed. @throws the SQLite error. */
    settle(results: readonly NotificationResult[], now: number): void {
      settleAll(results);
      for (const { id, result } of results) {
        handedOver.delete(id);
        if (result === 'postponed') keptBack.add(id, now);
        else if (result === 'shown') keptBack.onAvailable();
      }
    },
    /** Call when the system's notification service has come: what was kept back is due. */
    onAvailable: keptBack.onAvailable,
  };
}

const digestId = (id: number): string => `digest:${id}`;
const digestNumber = (id: string): number | null => {
  const [, number] = /^digest:(\d+)$/.exec(id) ?? [];
  return number === undefined ? null : Number(number);
};
