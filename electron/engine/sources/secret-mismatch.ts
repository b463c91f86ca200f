/**
 * Notices a secret that was entered wrongly, or changed at the vendor: everything is refused then, and without a word the rep
 * would wait for calls that never come. A stranger's guesses look the same, so that it is a warning, and ends with the next
 * genuine request.
 */
import type { RefusalCode } from '#shared/contract/delivery-reason.ts';
import type { ProblemBoard } from '../problems/problem-board.ts';

/** Refused in a row, since the last genuine one. */
const refusalsNeeded = 3;

/** Refusals of what was made with another secret, and not of what shows no proof at all. */
const mismatches: ReadonlySet<RefusalCode> = new Set(['mismatch', 'wrong-application']);

export function createMismatchDetector(problems: Pick<ProblemBoard, 'raise' | 'clearOf'>) {
  const refusals = new Map<string, number>();
  return {
    onRefused(sourceId: string, code: RefusalCode): void {
      if (!mismatches.has(code)) return;
      const count = (refusals.get(sourceId) ?? 0) + 1;
      refusals.set(sourceId, count);
      if (count !== refusalsNeeded) return;
      problems.raise({
        code: 'secret-mismatch',
        severity: 'warning',
        sourceId,
        message: `Its last ${refusalsNeeded} requests were refused: they were made with another secret than the one in Settings.`,
        fix: 'Copy the secret from the phone system into Settings again, and check the address where it asks for one.',
      });
    },
    /** Call also when the source was changed or removed: what was refused before says nothing any more. */
    onGenuine(sourceId: string): void {
      if (refusals.size === 0 || !refusals.delete(sourceId)) return;
      problems.clearOf('secret-mismatch', sourceId);
    },
  };
}
export type MismatchDetector = ReturnType<typeof createMismatchDetector>;
