/** Says truthfully whether a call would reach Ringback, and whether one may be missing. */

import type { SettingsSource } from '#shared/config/settings.ts';
import type { Problem } from '#shared/contract/problem.ts';
import type { Status } from '#shared/contract/status.ts';
import { timeWords } from '#shared/format/time.ts';
import { type Path, pathOf } from '#shared/status/event-path.ts';
import { type SetupStep, setupOf } from '#shared/status/setup-steps.ts';
import { gapWords } from './gaps.ts';

const { ago, since } = timeWords();

export type Truth =
  | { state: 'unknown' | 'starting'; headline: string; detail: string | null }
  | { state: 'listening'; headline: string; detail: string }
  /** Only programs on this computer are known to get through; `lacksTunnel` where a phone system would need more. */
  | { state: 'local'; headline: string; detail: string; lacksTunnel: boolean }
  /** Nothing is broken, and yet events stay away: the first step is what comes next, the others follow it. */
  | { state: 'incomplete'; headline: string; detail: string; steps: readonly [SetupStep, ...SetupStep[]] }
  | {
      state: 'not-listening';
      headline: string;
      detail: string;
      problem: Problem | null;
      /** The phone system whose socket is down, where that is what is told. */
      sourceId: string | null;
    };

/** What to try where nothing says why. */
const noReason = 'The listener stopped. It is started again by itself.';

const headlines = {
  tunnel: 'Listening',
  sockets: 'Listening',
  local: 'Listening on this computer only',
} as const satisfies Record<Extract<Path, { isOpen: true }>['by'], string>;

/**
 * @param sources the phone systems that are set up; undefined while that is not known.
 * @param now milliseconds since 1970.
 */
export function tellTruth(
  status: Status | undefined,
  sources: readonly SettingsSource[] | undefined,
  now: number,
): Truth {
  if (!status)
    return { state: 'unknown', headline: 'Not known yet whether Ringback is listening', detail: null };
  const blocking = status.problems.filter(({ severity }) => severity === 'blocking');
  const problem = blocking.find(({ code }) => code !== 'tunnel-down') ?? null;
  if (problem) {
    const start = status.phase === 'not-listening' ? status.since : problem.since;
    return {
      state: 'not-listening',
      headline: `Not listening since ${since(start, now)}`,
      detail: `${problem.message} ${problem.fix}`,
      problem,
      sourceId: null,
    };
  }
  const path = pathOf(status, sources ?? []);
  if (status.phase === 'starting' && path.isOpen)
    return { state: 'starting', headline: 'Starting', detail: 'not listening yet' };
  if (!path.isOpen && path.isComing)
    return { state: 'starting', headline: path.reason, detail: 'not listening yet' };
  if (!path.isOpen || status.phase === 'not-listening')
    return {
      state: 'not-listening',
      headline: `Not listening since ${since(path.isOpen ? status.since : path.since, now)}`,
      detail: path.isOpen ? noReason : path.reason,
      problem: blocking[0] ?? null,
      sourceId: path.isOpen ? null : (path.sourceId ?? null),
    };
  const lastEvent = status.lastEventAt ? `last event ${ago(status.lastEventAt, now)}` : 'no event yet';
  const setup = setupOf(status, sources ?? [], now);
  const [first, ...rest] = setup.steps;
  if (first)
    return {
      state: 'incomplete',
      headline: `${first.headline}.`,
      detail: status.lastEventAt ? `${first.reason} ${asSentence(lastEvent)}` : first.reason,
      steps: [first, ...rest],
    };
  const headline = headlines[path.by];
  if (path.by === 'local')
    return {
      state: 'local',
      headline,
      detail:
        sources?.length === 0
          ? 'no phone system set up'
          : [lastEvent, setup.caveat].filter((part) => part !== null).join(' · '),
      lacksTunnel: setup.caveat !== null,
    };
  const gaps = gapWords(status.completeness, now);
  return { state: 'listening', headline, detail: gaps ? `${lastEvent} · ${gaps}` : lastEvent };
}

const asSentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
