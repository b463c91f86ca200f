/** Tells the rep of a computer clock that contradicts the last known time. */
import { timeWords } from '#shared/format/time.ts';
import { dayMs, iso } from '#shared/util/instant.ts';
import type { ProblemBoard } from '../problems/problem-board.ts';
import type { ClockDoubt } from '../retention/known-time.ts';

/** A computer that was off for a holiday is nothing to tell: retention waits in silence. */
const toldAheadMs = 30 * dayMs;

/** @param locale BCP 47: the system's; see `readerLocale`. */
export function reportClock(problems: Pick<ProblemBoard, 'raise' | 'clear'>, locale: string | undefined) {
  const words = timeWords(locale);
  /** Said once for a jump: both times go on meanwhile. */
  let said: { isAhead: boolean; message: string } | null = null;
  return (doubt: ClockDoubt | null): void => {
    if (!doubt || (doubt.clock > doubt.known && doubt.clock - doubt.known < toldAheadMs)) {
      problems.clear('clock-implausible');
      said = null;
      return;
    }
    const isAhead = doubt.clock > doubt.known;
    if (said?.isAhead !== isAhead)
      said = {
        isAhead,
        message: `This computer's clock went from ${words.dateTime(iso(doubt.known))} to ${words.dateTime(iso(doubt.clock))}. Times of calls may be wrong. No old calls are deleted meanwhile.`,
      };
    problems.raise({
      code: 'clock-implausible',
      severity: 'warning',
      message: said.message,
      fix: 'Check the date and time of this computer.',
    });
  };
}
