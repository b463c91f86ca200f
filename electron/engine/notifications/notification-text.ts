/** The text of a notification about one call. */

import { identifyParty } from '#shared/calls/party.ts';
import { newsWords, testMark } from '#shared/calls/words.ts';
import type { LiveSettings } from '#shared/config/live-settings.ts';
import type { Call } from '#shared/contract/calls.ts';
import { timeWords } from '#shared/format/time.ts';
import type { NotificationKind } from './decide.ts';

/** The region and locale that a text is written for. */
export type Reader = Pick<LiveSettings, 'region' | 'locale'>;

export interface NotificationSubject {
  kind: NotificationKind;
  call: Call;
  /** The caller's missed calls and voicemails today, this one included. */
  timesToday: number;
  /** Milliseconds since the Unix epoch. */
  now: number;
}

/** Length of a transcript in UTF-16 code units. Notification servers show about this much. */
const transcriptLength = 160;

/**
 * Writes a notification. The title is like "Missed call - (415) 555-0123", the body like "2 min ago - 3rd time today". A
 * voicemail's body begins with its transcript.
 */
export function notificationText(
  { kind, call, timesToday, now }: NotificationSubject,
  { region, locale }: Reader,
): { title: string; body: string } {
  const who = identifyParty(call, region ?? null);
  const facts = [
    who.number,
    timeWords(locale).ago(call.at, now),
    timesToday > 1 ? `${ordinal(timesToday)} time today` : null,
  ];
  const line = facts.filter((fact) => fact !== null).join(' - ');
  const words = call.voicemail?.transcript?.replace(/\s+/g, ' ').trim();
  const quote =
    words && (words.length > transcriptLength ? `${words.slice(0, transcriptLength - 1).trimEnd()}…` : words);
  return {
    title: `${newsWords[kind]}${testMark(call)} - ${who.title}`,
    body: kind === 'voicemail' && quote ? `"${quote}"\n${line}` : line,
  };
}

/** The English ordinal of a count: "1st", "2nd", "3rd", "11th". */
export function ordinal(count: number): string {
  const suffix = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' }[
    ordinals.select(count)
  ];
  return `${count}${suffix}`;
}
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
