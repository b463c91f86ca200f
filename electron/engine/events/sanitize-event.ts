/**
 * What an event may say of a call. A caller chooses the name and, over SIP, the number that a phone system passes on, and
 * any vendor can send nonsense; every provider's events go through here before they are stored and shown.
 */
import type { CallEvent } from './call-event.ts';

/** The years that ISO 8601 writes with four digits; z.iso.datetime() takes no others. */
const earliest = Date.parse('0000-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');
/** Ten years: no call is longer. */
const longestSeconds = 10 * 366 * 86_400;
/** In UTF-16 code units. Caller ID names have 15, SIP addresses at most some hundred. */
const longestLine = 200;
/** A transcript of an hour has about 60,000 characters; this is ten minutes of it, and what a list can show. */
const longestTranscript = 10_000;
/** Signed links have one or two thousand characters. */
const longestLink = 8192;

/** Turn the reading direction, so that a text shows as another one (UAX #9), or are no characters at all. */
const misleading = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\p{Surrogate}]/gu;
const controls = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
const controlsInLines = /(?![\t\n])[\p{Cc}\p{Zl}\p{Zp}]/gu;

/** The event without times, durations and characters that nothing after it could show or store. */
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
  // More than is kept, so that what is taken out does not make it too short; not the whole of what may be a megabyte.
  const clean = text
    .slice(0, 4 * longestLine)
    .replace(misleading, '')
    .replace(controls, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (clean === '') return null;
  return clean.length > longestLine ? `${clean.slice(0, longestLine - 1).trimEnd()}…` : clean;
}
