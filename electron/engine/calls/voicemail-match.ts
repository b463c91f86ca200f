/**
 * Voicemail messages of vendors that do not say which call they were left in (RingCentral; Zoom's older events). A message
 * belongs to the call that the same number made to the same phone system at that time; one whose number is withheld, to a
 * call at that time whose number is withheld as well. Whichever of the two is known first stands for both, so that they
 * are one call and one notification.
 */

import type { Connection } from '../database/connection.ts';
import type { CallRow } from './call-rows.ts';

/** A message that a vendor told of without its call. */
export interface Message {
  sourceId: string;
  messageId: string;
  /** E.164 where parseable; null where it is withheld. */
  from: string | null;
  /** Milliseconds since the Unix epoch, as all times here. */
  leftAt: number;
}

/** A call by its vendor's own ID. */
export interface NamedCall {
  sourceId: string;
  providerCallId: string;
  /** E.164 where parseable; null where it is withheld or not told. */
  from: string | null;
  messageId: string | undefined;
}

/** When a call was; `at` is the best that is known of it. */
export interface CallTimes {
  startedAt: number | null;
  endedAt: number | null;
  at: number;
}

/** What stands in the table of messages for a number that is withheld. */
const withheld = '';
/** How far two clocks of one vendor may be apart. */
const slackMs = 5_000;
/** A message is left when nobody has picked up; its time may be that of its end, or of when it could be listened to. */
const longestAfterMs = 10 * 60_000;
/** Where only the end of a call is known: how long before it a message was left. Longer ones are rare, and another call is not. */
const usualMessageMs = 90_000;
/** A caller may wait that long before the greeting. */
const longestCallMs = 60 * 60_000;

/** Whether a message can have been left in a call: after its start, and soon after its end at the latest. */
const wasLeftIn = ({ startedAt, endedAt, at }: CallTimes, leftAt: number): boolean =>
  startedAt === null
    ? leftAt >= at - usualMessageMs && leftAt <= at + longestAfterMs
    : leftAt >= startedAt - slackMs && leftAt <= Math.max(startedAt, endedAt ?? 0) + longestAfterMs;

const timesOf = ({ started_at, ended_at, sort_at }: CallRow): CallTimes => ({
  startedAt: started_at,
  endedAt: ended_at,
  at: sort_at,
});

export function createVoicemailMatcher(db: Connection) {
  // `+?`: see database/statistics.ts.
  const known = db.prepare<[string, string], CallRow>(
    'SELECT c.* FROM messages m JOIN calls c ON c.id = m.call_id WHERE m.source_id = +? AND m.message_id = +?',
  );
  // A call that a person answered, or that has its message, is another one; one that still rings is, where another fits.
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
    /** The call that a message is known to belong to, or that it belongs to from now on; null when there is none yet. */
    callOf({ sourceId, messageId, from, leftAt }: Message): CallRow | null {
      const call = known.get(sourceId, messageId);
      if (call) return call;
      const when = [leftAt - longestCallMs - longestAfterMs, leftAt + longestAfterMs] as const;
      const around =
        from === null ? callsWithheld.all(...when, sourceId) : callsOf.all(from, ...when, sourceId);
      const found = around.find((row) => wasLeftIn(timesOf(row), leftAt));
      if (found) add.run(sourceId, messageId, found.id, from ?? withheld, leftAt, 1);
      return found ?? null;
    },
    /** A message stands for its call until that is known. */
    standsFor(callId: number, { sourceId, messageId, from, leftAt }: Message): void {
      add.run(sourceId, messageId, callId, from ?? withheld, leftAt, 0);
    },
    /** The vendor told of a call and of the message left in it. */
    belongsTo(callId: number, message: Message): void {
      add.run(message.sourceId, message.messageId, callId, message.from ?? withheld, message.leftAt, 1);
    },
    /**
     * The row of the message that was left in a call and stood for it; from now on it is the call. Null when none did.
     * @param messageId the message's ID where the vendor tells it; else the caller and the time decide.
     */
    adopt({ sourceId, providerCallId, from, messageId }: NamedCall, times: CallTimes): CallRow | null {
      const found =
        (messageId === undefined ? undefined : standing.get(sourceId, messageId)) ??
        leftBy(sourceId, from ?? withheld, times);
      if (!found) return null;
      place.run(found.id);
      rename.run(providerCallId, found.id);
      return { ...found, provider_call_id: providerCallId };
    },
  };
}
