/** Says truthfully whether Ringback is listening. */
import type { Status } from '#shared/ipc.ts';
import type { Problem } from '#shared/problem.ts';
import { ago, since } from '../time/words.ts';

export type Truth =
  | { state: 'unknown' | 'starting'; headline: string; detail: string | null }
  | { state: 'listening'; headline: string; detail: string }
  | { state: 'not-listening'; headline: string; detail: string; problem: Problem | null };

/** What to try where nothing says why. */
const noReason = 'The listener stopped. It is started again by itself.';

/**
 * @param now milliseconds since 1970.
 * @param hasSources whether a phone system is set up.
 */
export function tellTruth(status: Status | undefined, hasSources: boolean, now: number): Truth {
  if (!status)
    return { state: 'unknown', headline: 'Not known yet whether Ringback is listening', detail: null };
  const problem = status.problems.find(({ severity }) => severity === 'blocking') ?? null;
  if (status.phase === 'not-listening' || problem) {
    const start = status.phase === 'not-listening' ? status.since : (problem?.since ?? status.since);
    return {
      state: 'not-listening',
      headline: `Not listening since ${since(start, now)}`,
      detail: problem ? `${problem.message} ${problem.fix}` : noReason,
      problem,
    };
  }
  if (status.phase === 'starting')
    return { state: 'starting', headline: 'Starting', detail: 'not listening yet' };
  const lastEvent = status.lastEventAt ? `last event ${ago(status.lastEventAt, now)}` : 'no event yet';
  return {
    state: 'listening',
    headline: 'Listening on this computer',
    detail: hasSources ? lastEvent : 'no phone system set up',
  };
}
