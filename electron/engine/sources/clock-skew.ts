/**
 * Detects a wrong clock and tells it from a replay. Both put a genuine timestamp outside the tolerance. But a wrong clock shifts
 * all events of a source by the same amount, and a replay repeats one timestamp.
 */
import type { ProblemBoard } from '../problems/problem-board.ts';

/** The number of events of a source, with different timestamps, that must agree. */
const observationsNeeded = 3;
/** The largest difference between them, as delivery takes time. */
const agreementMs = 60_000;
const windowMs = 30 * 60_000;
const maxObservations = 20;

interface Observation {
  /** Milliseconds since the Unix epoch, by this computer's clock. */
  at: number;
  claimedAt: number;
}

/**
 * @param isOnlySource returns true where nothing is received while one source's events are refused.
 * @param onCorrected called when a clock that was wrong is right again.
 */
export function createSkewDetector(
  problems: Pick<ProblemBoard, 'raise' | 'clear'>,
  isOnlySource: () => boolean,
  onCorrected: () => void = () => undefined,
) {
  const bySource = new Map<string, Observation[]>();
  const suspected = new Set<string>();

  const median = (numbers: readonly number[]): number =>
    [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;

  return {
    /** A genuine signature over a timestamp that is outside of the tolerance. Both in milliseconds since the Unix epoch. */
    onRefused(sourceId: string, claimedAt: number, at: number): void {
      const recent = (bySource.get(sourceId) ?? []).filter(
        (one) => Math.abs(at - one.at) < windowMs && one.claimedAt !== claimedAt,
      );
      recent.push({ at, claimedAt });
      bySource.set(sourceId, recent.slice(-maxObservations));
      const skews = recent.map((one) => one.at - one.claimedAt);
      const skew = median(skews);
      const agreeing = skews.filter((one) => Math.abs(one - skew) <= agreementMs).length;
      if (agreeing < observationsNeeded || agreeing < skews.length / 2) return;
      suspected.add(sourceId);
      problems.raise({
        code: 'clock-skew',
        severity: isOnlySource() ? 'blocking' : 'warning',
        sourceId,
        message: `This computer's clock is ${spell(Math.abs(skew))} ${skew < 0 ? 'slow' : 'fast'}: events of "${sourceId}" are being refused, because they seem to be ${skew < 0 ? 'from the future' : 'old'}.`,
        fix: 'Let the system set the date and time automatically.',
      });
    },
    /** A delivery with a good timestamp: the clock is right. Also when a source was changed: what it showed says nothing any more. */
    onAccepted(sourceId: string): void {
      if (bySource.size === 0) return;
      bySource.delete(sourceId);
      if (!suspected.delete(sourceId)) return;
      problems.clear('clock-skew');
      onCorrected();
    },
  };
}
export type SkewDetector = ReturnType<typeof createSkewDetector>;

const spell = (ms: number): string => {
  const minutes = Math.round(ms / 60_000);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
};
