/** The text of a digest, a notification about several calls. */

import type { LiveSettings } from '../config/live-settings.ts';
import type { Call } from '../contract/calls.ts';
import { timeWords } from '../format/time.ts';
import { identifyParty } from './party.ts';
import { asTest, newsWords, testMark } from './words.ts';

/** The region and locale that a text is written for. */
export type Reader = Pick<LiveSettings, 'region' | 'locale'>;

/** Age from which a call is late, in milliseconds: the rep was away, or the computer slept. */
export const lateAfterMs = 5 * 60_000;

/** Number of calls listed. Notification servers show about this many lines. */
const shownCalls = 5;

/**
 * Writes a digest. The title is like "5 missed calls and 2 voicemails while you were away"; without the last words where all
 * calls are of just now. The body has a line for each
 * call, newest first, with its time, and its day when that is not today.
 * @param now milliseconds since the Unix epoch.
 */
export function digestText(
  calls: readonly Call[],
  now: number,
  { region, locale }: Reader,
): { title: string; body: string } {
  const voicemails = calls.filter((call) => call.outcome === 'voicemail').length;
  const counts = [
    counted(calls.length - voicemails, newsWords.missed),
    counted(voicemails, newsWords.voicemail),
  ];
  const { since } = timeWords(locale);
  const isTest = calls.every((call) => call.isTest);
  const isLate = calls.some(({ at }) => now - Date.parse(at) > lateAfterMs);
  const title = `${counts.filter((text) => text !== null).join(' and ')}${isLate ? ' while you were away' : ''}`;
  const lines = calls
    .slice(0, shownCalls)
    .map(
      (call) =>
        `${identifyParty(call, region ?? null).title}${isTest ? '' : testMark(call)} - ${since(call.at, now)}`,
    );
  const rest = calls.length - lines.length;
  return {
    title: isTest ? asTest(title) : title,
    body: [...lines, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n'),
  };
}

const counted = (count: number, what: string): string | null =>
  count === 0 ? null : `${count} ${what.toLowerCase()}${count === 1 ? '' : 's'}`;
