/** Says which calls may be missing, as far as the vendors' call logs tell. */
import type { Completeness, SourceCompleteness } from '#shared/contract/catch-up.ts';
import { timeWords } from '#shared/format/time.ts';

const { since } = timeWords();

/** For the truth line: "nothing missing since 09:12", or that it is not known; null before anything was looked at. */
export function gapWords(completeness: Completeness | null, now: number): string | null {
  if (!completeness || completeness.sources.length === 0) return null;
  if (completeness.nothingMissingSince)
    return `nothing missing since ${since(completeness.nothingMissingSince, now)}`;
  const states = new Set(completeness.sources.map(({ state }) => state));
  if (states.has('failed')) return 'not known whether calls are missing';
  if (states.has('checking')) return 'checking for missing calls';
  return states.has('complete')
    ? 'not every phone system can be checked'
    : 'missing calls are not looked for';
}

/** What is known of one phone system, in a sentence. */
export function completenessWords({ state, from, reason, fix }: SourceCompleteness, now: number): string {
  if (state === 'complete') return from ? `Nothing missing since ${since(from, now)}.` : 'Nothing missing.';
  if (state === 'checking') return 'Looking into its call log.';
  const known =
    state === 'no-credentials'
      ? (reason ?? 'Its call log is not read: no key was given.')
      : (reason ??
        (state === 'failed' ? 'Its call log could not be read.' : 'It has no call log to look into.'));
  return fix ? `${known} ${fix}` : known;
}
