/** What the rep reads of a database that was exchanged. */
import { timeWords } from '#shared/format/time.ts';
import { iso } from '#shared/util/instant.ts';
import type { Replacement } from '../database/replace.ts';
import { adviceFor } from '../database/store-error.ts';
import type { NewProblem } from '../problems/problem-board.ts';

/** @param locale BCP 47: the system's; see `readerLocale`. */
export function replacementNotice(
  { cause, movedAside, restoredFrom, salvaged }: Replacement,
  locale: string | undefined,
): NewProblem {
  const backup = restoredFrom === null ? null : timeWords(locale).dateTime(iso(restoredFrom));
  const instead =
    backup === null
      ? 'A new database was started.'
      : `The backup of ${backup} was restored; later calls are missing.`;
  if (cause === 'damaged') {
    const { code, message, fix } = adviceFor('corrupt');
    const rest = salvaged === null ? instead : salvagedText(salvaged.isComplete, backup);
    return { code, severity: 'notice', message: `${message} It was kept as ${movedAside}. ${rest}`, fix };
  }
  const kept = movedAside === null ? '' : ` What was in its place was kept as ${movedAside}.`;
  if (cause === 'displaced')
    return {
      code: 'store-replaced',
      severity: 'notice',
      message: `The call database was deleted, moved or replaced while Ringback was running. It was put back with all its calls.${kept}`,
      fix: 'Quit Ringback before you change anything in its data folder.',
    };
  return {
    code: 'store-replaced',
    severity: 'notice',
    message: `${cause === 'missing' ? 'The call database was missing.' : 'Another database was in the place of the call database.'}${kept} ${instead}`,
    fix: 'If you moved the call database, quit Ringback and put it back.',
  };
}

function salvagedText(isComplete: boolean, backup: string | null): string {
  if (isComplete) return 'All calls in it could be read and were kept.';
  return backup === null
    ? 'What could be read was kept; some calls may be missing.'
    : `What could be read was added to the backup of ${backup}; some calls may be missing.`;
}
