/** The text of a notification about one call. */

import type { Reader } from '#shared/calls/digest-text.ts';
import { identifyParty } from '#shared/calls/party.ts';
import { asTest, newsWords } from '#shared/calls/words.ts';
import type { Call } from '#shared/contract/calls.ts';
import { timeWords } from '#shared/format/time.ts';
import { hourMs, minuteMs } from '#shared/util/instant.ts';
import type { NotificationKind } from './decide.ts';

/** The caller's missed calls and voicemails today, the notified one included. */
export interface CallsToday {
  count: number;
  /** The time of the first, in milliseconds since the Unix epoch; null when there is none. */
  firstAt: number | null;
}

export interface NotificationSubject {
  kind: NotificationKind;
  call: Call;
  today: CallsToday;
  /** Milliseconds since the Unix epoch. */
  now: number;
}

/** Length of a transcript in UTF-16 code units. Notification servers show about this much. */
const transcriptLength = 160;

/**
 * Writes a notification. The title is like "Missed call - (415) 555-0123", the body like "2 min ago - 3rd time today", or
 * "just now - 3rd time in 10 min" where all were in the last hour. A voicemail's body begins with its transcript. A test's
 * title says so.
 */
export function notificationText(
  { kind, call, today, now }: NotificationSubject,
  { region, locale }: Reader,
): { title: string; body: string } {
  const who = identifyParty(call, region ?? null);
  const facts = [who.number, timeWords(locale).ago(call.at, now), repeatWords(today, call)];
  const line = facts.filter((fact) => fact !== null).join(' - ');
  const words = call.voicemail?.transcript?.replace(/\s+/g, ' ').trim();
  const quote =
    words && (words.length > transcriptLength ? `${words.slice(0, transcriptLength - 1).trimEnd()}…` : words);
  const title = `${newsWords[kind]} - ${who.title}`;
  return {
    title: call.isTest ? asTest(title) : title,
    body: kind === 'voicemail' && quote ? `"${quote}"\n${line}` : line,
  };
}

function repeatWords({ count, firstAt }: CallsToday, { at }: Call): string | null {
  if (count < 2) return null;
  const span = firstAt === null ? hourMs : Date.parse(at) - firstAt;
  const period = span < hourMs ? `in ${Math.max(1, Math.ceil(span / minuteMs))} min` : 'today';
  return `${ordinal(count)} time ${period}`;
}

/** The English ordinal of a count: "1st", "2nd", "3rd", "11th". */
export function ordinal(count: number): string {
  const suffix = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' }[
    ordinals.select(count)
  ];
  return `${count}${suffix}`;
}
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
