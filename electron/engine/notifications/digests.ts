/**
 * Digests: late calls that share one notification. A digest collects calls until none has come for a moment and no catch-up
 * runs. Then it is closed, and shown once that is durable: a shown digest never changes and is known after a restart.
 */

import type { Connection } from '../database/connection.ts';
import type { NotificationKind } from './decide.ts';

export interface DigestMember {
  call_id: number;
  revision: number;
  kind: NotificationKind;
}

/** A closed digest. `decision` is its number in this process; 0 when an earlier process closed it. */
export interface ClosedDigest {
  id: number;
  members: readonly DigestMember[];
  decision: number;
}

interface OpenDigest {
  id: number;
  members: Map<string, DigestMember>;
  firstAt: number;
  dueAt: number;
}

/** A digest is complete when no late call has come for this time. */
const settleMs = 2000;
/** Longest time that a digest waits for catch-up. */
const longestMs = 2 * 60_000;

const keyOf = ({ call_id, revision }: DigestMember): string => `${call_id}:${revision}`;

/** Loads the digests that an earlier process left. @param startedAt milliseconds since the Unix epoch. */
export function createDigests(db: Connection, startedAt: number) {
  const waiting = db.prepare<[], DigestMember & { digest_id: number; closed: number }>(
    `SELECT n.call_id, n.revision, n.kind, n.digest_id, d.closed FROM notifications n JOIN digests d ON d.id = n.digest_id
     WHERE n.result IS NULL ORDER BY n.digest_id, n.call_id, n.revision`,
  );
  const begin = db.prepare('INSERT INTO digests DEFAULT VALUES');
  const end = db.prepare('UPDATE digests SET closed = 1 WHERE id = ?');
  const alone = db.prepare(
    'UPDATE notifications SET digest_id = NULL, due_at = ? WHERE call_id = ? AND revision = ?',
  );

  let open: OpenDigest | null = null;
  const closed = new Map<number, ClosedDigest>();
  let isCatchingUp = false;

  const schedule = (digest: OpenDigest, now: number): void => {
    const longest = digest.firstAt + longestMs;
    digest.dueAt = isCatchingUp ? longest : Math.min(now + settleMs, longest);
  };

  /** Loads the waiting digests, except those that this process has handed over. */
  const load = (now: number, decision: number, isHandedOver: (id: number) => boolean): void => {
    const earlier = open;
    open = null;
    closed.clear();
    for (const { digest_id: id, closed: isClosed, ...member } of waiting.all()) {
      if (isClosed) {
        if (isHandedOver(id)) continue;
        const members = closed.get(id)?.members ?? [];
        closed.set(id, { id, members: [...members, member], decision });
      } else {
        open ??= { id, members: new Map(), firstAt: earlier?.firstAt ?? now, dueAt: 0 };
        open.members.set(keyOf(member), member);
        schedule(open, now);
      }
    }
  };
  load(startedAt, 0, () => false);

  return {
    load,
    /** True when the member waits in the open digest. */
    has: (member: DigestMember): boolean => open?.members.has(keyOf(member)) ?? false,
    /** The ID of the open digest; opens one when there is none. @param now milliseconds since the Unix epoch. */
    idFor(now: number): number {
      open ??= { id: Number(begin.run().lastInsertRowid), members: new Map(), firstAt: now, dueAt: now };
      return open.id;
    },
    add(member: DigestMember, now: number): void {
      if (!open) return;
      open.members.set(keyOf(member), member);
      schedule(open, now);
    },
    remove: (member: DigestMember): void => void open?.members.delete(keyOf(member)),
    /** Called when catch-up starts and ends: the open digest waits for the end. */
    setCatchingUp(isRunning: boolean, now: number): void {
      isCatchingUp = isRunning;
      if (open) schedule(open, now);
    },
    /**
     * Closes the open digest if it is complete. A digest of one call is returned as `alone`, to be shown as a normal
     * notification. Call inside a transaction.
     */
    close(now: number, decision: number): { isClosed: boolean; alone: DigestMember | null } {
      if (!open || (open.dueAt > now && open.dueAt <= now + longestMs))
        return { isClosed: false, alone: null };
      const { id, members } = open;
      open = null;
      end.run(id);
      const [first, ...others] = members.values();
      if (!first) return { isClosed: true, alone: null };
      if (others.length === 0) {
        alone.run(now, first.call_id, first.revision);
        return { isClosed: true, alone: first };
      }
      closed.set(id, { id, members: [first, ...others], decision });
      return { isClosed: true, alone: null };
    },
    awaitsSync: (durable: number): boolean => [...closed.values()].some(({ decision }) => decision > durable),
    /** Takes out the closed digests whose closing is durable. */
    take(durable: number): ClosedDigest[] {
      const taken = [...closed.values()].filter(({ decision }) => decision <= durable);
      for (const { id } of taken) closed.delete(id);
      return taken;
    },
    /** When the next digest is due, in milliseconds since the Unix epoch; 0 for at once, null when none waits. */
    nextDueAt: (): number | null => (closed.size > 0 ? 0 : (open?.dueAt ?? null)),
  };
}
