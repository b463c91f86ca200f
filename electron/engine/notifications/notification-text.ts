/** The words of a notification. */
import type { Call } from '#shared/contract/calls.ts';
import { formatForPeople } from '#shared/format/phone.ts';
import type { NotificationKind } from './decide.ts';

export interface NotificationSubject {
  kind: NotificationKind;
  call: Call;
  /** Missed calls and voicemails of this caller today, this one included. */
  timesToday: number;
  /** Milliseconds since the Unix epoch. */
  now: number;
  /** ISO 3166-1 alpha-2; numbers of that country are written in national format. */
  region: string | undefined;
}

/** Longer transcripts are cut: notification servers show about this much. */
const transcriptLength = 160;

const callerNumber = (call: Call, region: string | undefined): string | null =>
  call.from && formatForPeople(call.from, call.to?.startsWith('+') ? call.to : region);

/** @param region ISO 3166-1 alpha-2; where the own line does not say how numbers are written. */
export const whoCalled = (call: Call, region: string | undefined): string =>
  call.callerName ?? callerNumber(call, region) ?? 'number withheld';

/** Title "Missed call - (415) 555-0123", body "2 min ago - 3rd time today"; a voicemail's body begins with its first words. */
export function notificationText({ kind, call, timesToday, now, region }: NotificationSubject): {
  title: string;
  body: string;
} {
  const number = callerNumber(call, region);
  const who = whoCalled(call, region);
  const happened = Date.parse(call.endedAt ?? call.startedAt ?? new Date(now).toISOString());
  const facts = [
    call.callerName ? number : null,
    ago(happened, now),
    timesToday > 1 ? `${ordinal(timesToday)} time today` : null,
  ];
  const line = facts.filter((fact) => fact !== null).join(' - ');
  const words = call.voicemail?.transcript?.replace(/\s+/g, ' ').trim();
  const quote =
    words && (words.length > transcriptLength ? `${words.slice(0, transcriptLength - 1).trimEnd()}…` : words);
  return {
    title: `${kind === 'voicemail' ? 'Voicemail' : 'Missed call'} - ${who}`,
    body: kind === 'voicemail' && quote ? `"${quote}"\n${line}` : line,
  };
}

/** How long ago, as a person says it; the date for what is older than a day. */
export function ago(thenMs: number, nowMs: number): string {
  const minutes = Math.floor((nowMs - thenMs) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ago`;
  return new Intl.DateTimeFormat(undefined, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(thenMs);
}

export function ordinal(count: number): string {
  const suffix = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' }[
    ordinals.select(count)
  ];
  return `${count}${suffix}`;
}
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
