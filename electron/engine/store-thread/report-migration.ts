/** Tells the rep of a migration that takes long enough to be noticed. */
import type { MigrationProgress } from '../database/migrate.ts';
import type { ProblemBoard } from '../problems/problem-board.ts';

/** Most take milliseconds, and a problem that flashes by says nothing. */
const patienceMs = 1000;

/** @param onSlow called once for each migration that takes longer than a second. */
export function reportMigration(problems: ProblemBoard, onSlow: () => void) {
  let timer: NodeJS.Timeout | null = null;
  let isSlow = false;
  let current: MigrationProgress | null = null;

  const tell = (): void => {
    if (!current) return;
    const { step, steps } = current;
    problems.raise({
      code: 'store-migrating',
      severity: 'blocking',
      message: `The call database is being updated: step ${step} of ${steps}. New calls are stored after that.`,
      fix: 'Nothing to do. Leave Ringback running until it is done.',
    });
  };
  return {
    onStep(progress: MigrationProgress): void {
      current = progress;
      if (isSlow) tell();
      timer ??= setTimeout(() => {
        isSlow = true;
        tell();
        onSlow();
      }, patienceMs);
    },
    /** It is done, or could not be. */
    onEnd(): void {
      if (timer) clearTimeout(timer);
      timer = null;
      isSlow = false;
      current = null;
      problems.clear('store-migrating');
    },
  };
}
