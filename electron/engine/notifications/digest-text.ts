/** The text of a digest, a notification about several calls. */

import { identifyParty } from '#shared/calls/party.ts';
import { newsWords } from '#shared/calls/words.ts';
import type { Call } from '#shared/contract/calls.ts';
import { timeWords } from '#shared/format/time.ts';
import type { Reader } from './notification-text.ts';

/** Number of calls listed. Notification servers show about this many lines. */
const shownCalls = 5;

/**
 * Writes a digest. The title is like "5 missed calls and 2 voicemails while you were away". The body has a line for each
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
  const lines = calls
    .slice(0, shownCalls)
    .map((call) => `${identifyParty(call, region ?? null).title} - ${since(call.at, now)}`);
  const rest = calls.length - lines.length;
  return {
    title: `${counts.filter((text) => text !== null).join(' and ')} while you were away`,
    body: [...lines, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n'),
  };
}

const counted = (count: number, what: string): string | null =>
  count === 0 ? null : `${count} ${what.toLowerCase()}${count === 1 ? '' : 's'}`;
