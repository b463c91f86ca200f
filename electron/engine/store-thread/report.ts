/** Turns what the store's thread tells into problems that the rep can read. */

import { adviceFor, type StoreFault } from '../database/store-error.ts';
import type { NewProblem, ProblemBoard } from '../problems/problem-board.ts';
import type { FromStore } from './protocol.ts';
import { replacementNotice } from './replacement-notice.ts';
import { reportClock } from './report-clock.ts';
import { reportMigration } from './report-migration.ts';

const passing = [
  'store-locked',
  'store-full',
  'store-failed',
  'store-displaced',
  'store-newer',
  'store-not-migrated',
] as const;
/** Faults whose advice does not say all. */
const withDetail: readonly StoreFault[] = ['failed', 'no-room', 'not-migrated'];

/**
 * Returns the function that raises and clears problems.
 * @param locale BCP 47: the system's; see `readerLocale`. @param onSlowMigration see {@link reportMigration}.
 */
export function reportStore(problems: ProblemBoard, locale: string | undefined, onSlowMigration: () => void) {
  const migration = reportMigration(problems, onSlowMigration);
  const clock = reportClock(problems, locale);
  const raise = (fault: StoreFault, detail: string) => {
    // Damage is told when the new database is open, with the name that the old one was kept under.
    if (fault === 'corrupt') return;
    const advice = adviceFor(fault);
    const problem: NewProblem = { severity: 'blocking', ...advice };
    problems.raise(
      withDetail.includes(fault) ? { ...problem, message: `${advice.message} (${detail})` } : problem,
    );
  };
  return (message: FromStore): void => {
    if (message.type === 'clock') clock(message.doubt);
    else if (message.type === 'migrating') migration.onStep(message.progress);
    else if (message.type === 'opened' || message.type === 'unavailable') migration.onEnd();
    if (message.type === 'unavailable' || message.type === 'append-failed')
      raise(message.fault, message.detail);
    else if (message.type === 'appended' || message.type === 'available') problems.clear(...passing);
    else if (message.type === 'opened') {
      problems.clear(...passing);
      if (!message.replaced) return;
      problems.raise(replacementNotice(message.replaced, locale));
    }
  };
}
