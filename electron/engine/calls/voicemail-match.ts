/**
 * The matching of voicemail messages to calls, for vendors that do not say which call a message was left in (RingCentral;
 * Zoom's older events). A message belongs to the call that the same number made to the same phone system at that time. One
 * with a withheld number belongs to a call at that time whose number is withheld as well. Whichever of the two arrives
 * first gets the row, and the other one joins it: they are one call and one notification.
 */

import { comparisonKey } from '#shared/format/comparison-key.ts';
import type { Connection } from '../database/connection.ts';
import type { CallRow } from './call-rows.ts';

/** A message that the vendor reported without its call. */
export interface Message {
  sourceId: string;
  messageId: string;
  /** E.164 where parseable; null when withheld. */
  from: string | null;
  /** Milliseconds since the Unix epoch, like all times here. */
  leftAt: number;
}

/** A call that has the vendor's call ID. */
export interface NamedCall {
  sourceId: string;
  providerCallId: string;
  /** E.164 where parseable; null when withheld or unknown. */
  from: string | null;
  messageId: string | undefined;
}

/** The times of a call. `at` is the best estimate of when it happened. */
export interface CallTimes {
  startedAt: number | null;
  endedAt: number | null;
  at: number;
}

/** The stored value of a withheld number in the messages table. */
const withheld = '';
const keyOf = (from: string | null): string => (from === null ? withheld : comparisonKey(from));
/** Tolerance for the difference between two clocks of one vendor. */
const slackMs = 5_000;
/** Longest time from the call to its message. The message's time may be its end, or when it became available. */
const longestAfterMs = 10 * 60_000;
/** Longest message where only the call's end is known. Longer messages are rarer than another call by the same number. */
const usualMessageMs = 90_000;
/** Longest time that a caller waits before the greeting. */
const longestCallMs = 60 * 60_000;

/** True when a message can belong to a call: it was left after the call's start and at most shortly after its end. */
const wasLeftIn = ({ startedAt, endedAt, at }: CallTimes, leftAt: number): boolean =>
  startedAt === null
    ? leftAt >= at - usualMessageMs && leftAt <= at + longestAfterMs
    : leftAt >= startedAt - slackMs && leftAt <= Math.max(startedAt, endedAt ?? 0) + longestAfterMs;

const timesOf = ({ started_at, ended_at, sort_at }: CallRow): CallTimes => ({
  startedAt: started_at,
  endedAt: ended_at,
  at: sort_at,
});

/** Prepares the matching. Call its functions inside a transaction. */
export function createVoicemailMatcher(db: Connection) {
  // `+?`: see database/statistics.ts.
  const known = db.prepare<[string, string], CallRow>(
    'SELECT c.* FROM messages m JOIN calls c ON c.id = m.call_id WHERE m.source_id = +? AND m.message_id = +?',
  );
  // Not a candidate: a call that a person answered, or that has a message. One that still rings comes last.
  const isCandidate = `c.sort_at BETWEEN +? AND +? AND c.source_id = +? AND c.direction = 'inbound'
       AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.call_id = c.id)
       AND NOT (c.outcome = 'answered' AND EXISTS (
         SELECT 1 FROM call_events e WHERE e.call_id = c.id AND e.event ->> 'kind' = 'answered' AND NOT e.event ->> 'weak'))
     ORDER BY c.outcome = 'ringing', c.sort_at DESC, c.id DESC LIMIT 20`;
  const callsOf = db.prepare<[string, number, number, string], CallRow>(
    `SELECT * FROM calls c WHERE c.contact_key = +? AND ${isCandidate}`,
  );
  const callsWithheld = db.prepare<[number, number, string], CallRow>(
    `SELECT * FROM calls c WHERE c.from_number IS NULL AND ${isCandidate}`,
  );
  const waiting = db.prepare<[string, string, number, number], CallRow & { left_at: number }>(
    `SELECT c.*, m.left_at FROM messages m JOIN calls c ON c.id = m.call_id
     WHERE m.source_id = +? AND m.from_number = +? AND m.is_placed = 0 AND m.left_at BETWEEN +? AND +? ORDER BY m.left_at LIMIT 20`,
  );
  const add = db.prepare('INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const standing = db.prepare<[string, string], CallRow>(
    'SELECT c.* FROM messages m JOIN calls c ON c.id = m.call_id WHERE m.source_id = +? AND m.message_id = +? AND m.is_placed = 0',
  );
  const place = db.prepare('UPDATE messages SET is_placed = 1 WHERE call_id = +?');
  const rename = db.prepare('UPDATE calls SET provider_call_id = ? WHERE id = +?');

  const leftBy = (sourceId: string, from: string, times: CallTimes): CallRow | undefined => {
    const earliest = times.at - longestAfterMs;
    const latest = Math.max(times.at, times.endedAt ?? 0) + longestAfterMs;
    const found = waiting
      .all(sourceId, from, earliest, latest)
      .find(({ left_at }) => wasLeftIn(times, left_at));
    if (!found) return undefined;
    const { left_at: _, ...call } = found;
    return call;
  };

  return {
    /** Finds a message's call: the one already matched, or the one that it is matched to now; null when there is none yet. */
    callOf({ sourceId, messageId, from, leftAt }: Message): CallRow | null {
      const call = known.get(sourceId, messageId);
      if (call) return call;
      const when = [leftAt - longestCallMs - longestAfterMs, leftAt + longestAfterMs] as const;
      const around =
        from === null
          ? callsWithheld.all(...when, sourceId)
          : callsOf.all(comparisonKey(from), ...when, sourceId);
      const found = around.find((row) => wasLeftIn(timesOf(row), leftAt));
      if (found) add.run(sourceId, messageId, found.id, keyOf(from), leftAt, 1);
      return found ?? null;
    },
    /** Records a message whose call is not known yet; its own row is the call until then. */
    standsFor(callId: number, { sourceId, messageId, from, leftAt }: Message): void {
      add.run(sourceId, messageId, callId, keyOf(from), leftAt, 0);
    },
    /** Records a message whose call the vendor named. */
    belongsTo(callId: number, message: Message): void {
      add.run(message.sourceId, message.messageId, callId, keyOf(message.from), message.leftAt, 1);
    },
    /**
     * Turns the row of a waiting message into the call that it was left in. Null when no message waits for this call.
     * @param messageId the message's ID where the vendor gives it; otherwise number and time decide.
     */
    adopt({ sourceId, providerCallId, from, messageId }: NamedCall, times: CallTimes): CallRow | null {
      const found =
        (messageId === undefined ? undefined : standing.get(sourceId, messageId)) ??
        leftBy(sourceId, keyOf(from), times);
      if (!found) return null;
      place.run(found.id);
      rename.run(providerCallId, found.id);
      return { ...found, provider_call_id: providerCallId };
    },
  };
}
