/**
 * The sanitizer of all providers' events, before they are stored and shown. Callers choose their name and, over SIP, their
 * number, and vendors can send impossible values.
 */
import type { CallEvent } from './call-event.ts';

/** The years that ISO 8601 writes with four digits. z.iso.datetime() accepts no others. */
const earliest = Date.parse('0000-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');
/** Ten years. No call is longer. */
const longestSeconds = 10 * 366 * 86_400;
/** UTF-16 code units of a name or number. Caller ID names have 15; SIP addresses have at most a few hundred. */
const longestLine = 200;
/** UTF-16 code units of a transcript: about ten minutes of speech. */
const longestTranscript = 10_000;
/** UTF-16 code units of a link. Signed links have one or two thousand. */
const longestLink = 8192;

/**
 * Characters that disguise a text: those that change the reading direction (UAX #9), those that nobody sees (default
 * ignorable code points, UAX #44, such as zero-width spaces, tags and fillers), and lone surrogates. Variation selectors stay, which
 * emoji have, and joiners where they belong to a letter's form: behind Arabic letters, marks and emoji.
 */
const misleading =
  /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\p{Surrogate}]|(?!\u200C|\u200D|[\uFE00-\uFE0F])\p{Default_Ignorable_Code_Point}|[\uFFF9-\uFFFB]|(?<![\p{Script=Arabic}\p{Mark}\p{Extended_Pictographic}\p{Emoji_Modifier}])(?:\u200C|\u200D)/gu;
const controls = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
const controlsInLines = /(?![\t\n])[\p{Cc}\p{Zl}\p{Zp}]/gu;

/** Removes impossible times, durations and links, and misleading characters. Cuts texts that are too long. */
export const sanitizeEvent = (event: CallEvent): CallEvent => ({
  ...event,
  from: line(event.from),
  to: line(event.to),
  callerName: line(event.callerName),
  occurredAt: time(event.occurredAt),
  startedAt: time(event.startedAt),
  answeredAt: time(event.answeredAt),
  endedAt: time(event.endedAt),
  durationSeconds: duration(event.durationSeconds),
  voicemail: event.voicemail && {
    recordingUrl: link(event.voicemail.recordingUrl),
    transcript: transcript(event.voicemail.transcript),
    durationSeconds: duration(event.voicemail.durationSeconds),
  },
});

const time = (ms: number | null): number | null =>
  ms !== null && ms >= earliest && ms <= latest ? ms : null;

const duration = (seconds: number | null): number | null =>
  seconds !== null && seconds >= 0 && seconds <= longestSeconds ? Math.round(seconds) : null;

function transcript(text: string | null): string | null {
  const clean = text
    ?.slice(0, 2 * longestTranscript)
    .replace(misleading, '')
    .replace(controlsInLines, '');
  if (clean === undefined) return null;
  return clean.length > longestTranscript ? `${clean.slice(0, longestTranscript - 1)}…` : clean;
}

const link = (url: string | null): string | null =>
  url !== null && url.length <= longestLink && /^https?:\/\//i.test(url) ? url : null;

function line(text: string | null): string | null {
  if (text === null) return null;
  // Cut before cleaning, because the text may be a megabyte; longer than the limit, because cleaning shortens it.
  const clean = text
    .slice(0, 4 * longestLine)
    .replace(misleading, '')
    .replace(controls, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (clean === '') return null;
  return clean.length > longestLine ? `${clean.slice(0, longestLine - 1).trimEnd()}…` : clean;
}
