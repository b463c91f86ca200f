/**
 * Notices a secret that was entered wrongly, or changed at the vendor: everything is refused then, and without a word the rep
 * would wait for calls that never come. A stranger's guesses look the same, so that it is a warning, and ends with the next
 * genuine request.
 */
import type { RefusalCode } from '#shared/contract/delivery-reason.ts';
import type { ProblemBoard } from '../problems/problem-board.ts';
import type { FirstEvents } from './first-events.ts';

/** Refused in a row, since the last genuine one. A phone system that is being set up is told of the first one. */
const refusalsNeeded = 3;

/** Refusals of what was made with another secret, and not of what shows no proof at all. */
const mismatches: ReadonlySet<RefusalCode> = new Set(['mismatch', 'wrong-application']);

/** What the first refused request of a phone system shows, while it has brought no genuine one. */
const firstRefusals: Partial<Record<RefusalCode, string>> = {
  mismatch: 'A request came that was signed with another secret than the one in Settings.',
  'wrong-application': 'A request came of another application than the one in Settings.',
  'missing-proof': 'A request came without the signature or token that its phone system sends.',
};

export function createMismatchDetector(
  problems: Pick<ProblemBoard, 'raise' | 'clearOf'>,
  { isAwaited }: Pick<FirstEvents, 'isAwaited'> = { isAwaited: () => false },
) {
  const refusals = new Map<string, number>();
  return {
    onRefused(sourceId: string, code: RefusalCode): void {
      const first = isAwaited(sourceId) ? firstRefusals[code] : undefined;
      if (first !== undefined) {
        refusals.set(sourceId, refusalsNeeded);
        problems.raise({
          code: 'secret-mismatch',
          severity: 'warning',
          sourceId,
          message: first,
          fix: 'Copy the secret from the phone system into Settings again, and check the address where it asks for one.',
        });
        return;
      }
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
