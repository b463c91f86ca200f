/** The words for completeness: which calls may be missing, by the vendors' call logs. */
import type { Completeness, SourceCompleteness } from '../contract/catch-up.ts';
import type { TimeWords } from '../format/time.ts';

/** The words for incompleteness, over all phone systems. */
const doubts = {
  'check-failed': 'not known whether calls are missing',
  checking: 'checking for missing calls',
  'partly-checked': 'not every phone system can be checked',
  'not-checked': 'missing calls are not looked for',
} as const;

export type GapCode = 'nothing-missing' | keyof typeof doubts;

function doubtOf({ sources }: Completeness): keyof typeof doubts {
  const states = new Set(sources.map(({ state }) => state));
  if (states.has('failed')) return 'check-failed';
  if (states.has('checking')) return 'checking';
  return states.has('complete') ? 'partly-checked' : 'not-checked';
}

/** The completeness over all phone systems: "nothing missing since 09:12"; null before the first check. */
export function gapOf(
  completeness: Completeness | null,
  now: number,
  { since }: TimeWords,
): { code: GapCode; text: string } | null {
  if (!completeness || completeness.sources.length === 0) return null;
  const { nothingMissingSince } = completeness;
  if (nothingMissingSince !== null)
    return { code: 'nothing-missing', text: `nothing missing since ${since(nothingMissingSince, now)}` };
  const code = doubtOf(completeness);
  return { code, text: doubts[code] };
}

/** A sentence about one phone system's completeness. */
export function completenessWords(
  { state, from, reason, fix }: SourceCompleteness,
  now: number,
  { since }: TimeWords,
): string {
  if (state === 'complete') return from ? `Nothing missing since ${since(from, now)}.` : 'Nothing missing.';
  if (state === 'checking') return 'Looking into its call log.';
  const known =
    state === 'no-credentials'
      ? (reason ?? 'Its call log is not read: no key was given.')
      : (reason ??
        (state === 'failed' ? 'Its call log could not be read.' : 'It has no call log to look into.'));
  return fix ? `${known} ${fix}` : known;
}
