/**
 * The time that retention may believe. A computer's clock can be wrong by years; deleted calls do not come back. So the
 * newest plausible moment is stored and follows the clock only as far as the engine's own running time makes credible.
 */
import { dayMs, hourMs, minuteMs } from '#shared/util/instant.ts';
import type { Connection } from '../database/connection.ts';

/** A computer that was off or asleep over a long weekend. A larger jump ahead is doubted. */
const credibleAheadMs = 4 * dayMs;
/** A clock that is set right. A larger jump back is doubted. */
const credibleBehindMs = dayMs;
/** Running time after which a doubted clock is believed. */
const confirmedAfterMs = dayMs;
/** A doubted clock that was confirmed is followed by so many days in a day of running time: deletion has steps of that size. */
const pace = 8;
/** Longest step of running time: where the monotonic clock goes on in sleep, or is wrong itself, it proves nothing. */
const longestStepMs = 10 * minuteMs;
/** How often the known time is written. */
const saveMs = 10 * minuteMs;
/** Between two deliveries, a clock that differs more than that from the monotonic one has been set. */
const noticedStepMs = hourMs;

/** A clock that contradicts what is known. */
export interface ClockDoubt {
  /** Milliseconds since the Unix epoch, as is `known`. */
  clock: number;
  known: number;
}

export interface KnownTimeOptions {
  db: Connection;
  /** The computer's clock, in milliseconds since the Unix epoch. */
  now(): number;
  /** Milliseconds of a clock that nobody sets. */
  uptime?(): number;
}

interface State {
  at: number;
  gap_ms: number;
  doubted_ms: number | null;
}

/** Deliveries that came under a doubted clock, with the known time that their age counts from. */
export interface DoubtfulRange {
  at: number;
  after: number;
  through: number;
}

export function createKnownTime({ db, now, uptime = () => performance.now() }: KnownTimeOptions) {
  const read = db.prepare<[], State>('SELECT at, gap_ms, doubted_ms FROM known_time');
  const write = db.prepare(
    'INSERT INTO known_time VALUES (1, ?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at, gap_ms = excluded.gap_ms, doubted_ms = excluded.doubted_ms',
  );
  const lastDelivery = "coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'deliveries'), 0)";
  const begin = db.prepare(
    `INSERT INTO doubtful_times (at, after_delivery) SELECT ?, ${lastDelivery} WHERE NOT EXISTS (SELECT 1 FROM doubtful_times WHERE through_delivery IS NULL)`,
  );
  const close = db.prepare(
    `UPDATE doubtful_times SET at = ?, through_delivery = ${lastDelivery} WHERE through_delivery IS NULL`,
  );
  const believe = db.prepare('DELETE FROM doubtful_times WHERE through_delivery IS NULL');
  const ranges = db.prepare<[], DoubtfulRange>(
    `SELECT at, after_delivery AS after, coalesce(through_delivery, 9e15) AS through FROM doubtful_times`,
  );
  const forget = db.prepare(
    `DELETE FROM doubtful_times WHERE through_delivery IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM deliveries WHERE id > after_delivery AND id <= through_delivery)
       AND NOT EXISTS (SELECT 1 FROM call_events WHERE delivery_id > after_delivery AND delivery_id <= through_delivery)`,
  );

  const state: State = read.get() ?? { at: now(), gap_ms: 0, doubted_ms: null };
  let lastUptime = uptime();
  let lastOffset = now() - lastUptime;
  let savedAt = Number.NEGATIVE_INFINITY;
  /** How far the clock may still be followed ahead of running time: small jumps must not add up to a large one. */
  let credit = credibleAheadMs;

  /** @returns the known time after so much running time. @param most how far ahead of it at most, all in milliseconds. */
  const followed = (clock: number, passed: number, most: number): number =>
    Math.min(clock, state.at + passed + most);

  const isCredible = (gap: number): boolean => gap <= credibleAheadMs && gap >= -credibleBehindMs;

  const step = db.transaction((): void => {
    const up = uptime();
    const passed = Math.floor(Math.min(Math.max(up - lastUptime, 0), longestStepMs));
    lastUptime = up;
    const clock = now();
    lastOffset = clock - up;
    const expected = state.at + passed;
    const gap = clock - expected;
    const wasDoubted = state.doubted_ms !== null;
    credit = Math.min(credibleAheadMs, credit + passed * (pace - 1));
    if (isCredible(gap)) {
      state.at = followed(clock, passed, credit);
      credit -= Math.max(0, state.at - expected);
      state.doubted_ms = null;
      if (wasDoubted) close.run(state.at);
    } else {
      // A clock that is set again must be confirmed again.
      const isSame = Math.abs(gap - state.gap_ms) <= credibleBehindMs;
      const doubted = wasDoubted && isSame ? (state.doubted_ms ?? 0) + passed : 0;
      if (doubted < confirmedAfterMs) {
        state.at = expected;
        if (doubted === 0) begin.run(state.at);
        state.doubted_ms = doubted;
      } else {
        believe.run();
        state.at = followed(clock, passed, passed * (pace - 1));
        state.doubted_ms = isCredible(clock - state.at) ? null : doubted;
      }
    }
    state.gap_ms = clock - state.at;
    const isChanged = wasDoubted !== (state.doubted_ms !== null);
    if (!isChanged && up - savedAt < saveMs) return;
    savedAt = up;
    write.run(state.at, state.gap_ms, state.doubted_ms);
  }).immediate;

  const isDoubted = (): boolean => state.doubted_ms !== null && state.doubted_ms < confirmedAfterMs;

  return {
    /**
     * Follows the clock as far as it is credible. Call it at least every ten minutes, so that running time is counted.
     * @throws the SQLite error.
     */
    follow: step,
    /** Call before deliveries are stored: costs two looks at clocks unless the clock was set. @param receivedAt of one of them. */
    beforeDelivery(receivedAt: number): void {
      const expected = uptime() + lastOffset;
      if (Math.abs(now() - expected) > noticedStepMs || Math.abs(receivedAt - expected) > noticedStepMs)
        step();
    },
    /** The time by which things are old, in milliseconds since the Unix epoch: never later than the clock or than what is known. */
    now: (): number => Math.min(now(), state.at),
    /** Null while the clock fits what is known. */
    doubt: (): ClockDoubt | null => (isDoubted() ? { clock: now(), known: state.at } : null),
    doubtfulRanges: (): DoubtfulRange[] => ranges.all(),
    /** Forgets doubts about deliveries that are gone. */
    forgetRanges: (): void => void forget.run(),
  };
}
export type KnownTime = ReturnType<typeof createKnownTime>;
