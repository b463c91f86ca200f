/** Times and durations as a person says them. Instants are ISO 8601; `now` is in milliseconds since 1970. */
import { locale } from './locale.ts';

const minute = 60_000;
const hour = 60 * minute;

const format = (iso: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale(), options).format(new Date(iso));

/** The reader's midnight before a moment; both in milliseconds since 1970. */
export const startOfDay = (time: number): number => new Date(time).setHours(0, 0, 0, 0);

/** Calendar days between two moments, by the reader's own midnights: 1 is yesterday. */
const daysBefore = (iso: string, now: number): number =>
  Math.round((startOfDay(now) - startOfDay(Date.parse(iso))) / (24 * hour));

const clockTime = (iso: string): string => format(iso, { hour: 'numeric', minute: '2-digit' });

/** To the second, for what comes in quick succession: "09:12:40". */
export const exactTime = (iso: string): string =>
  format(iso, { hour: 'numeric', minute: '2-digit', second: '2-digit' });

const isThisYear = (iso: string, now: number): boolean =>
  new Date(iso).getFullYear() === new Date(now).getFullYear();

const dayName = (iso: string, now: number): string => {
  const days = daysBefore(iso, now);
  if (days === 1) return 'yesterday';
  if (days > 1 && days < 7) return format(iso, { weekday: 'short' });
  return format(iso, isThisYear(iso, now) ? { day: 'numeric', month: 'short' } : { dateStyle: 'medium' });
};

/** "just now", "4 min ago", "3 h ago", "yesterday 16:20", "Fri 16:20", "12 Nov". */
export function ago(iso: string, now: number): string {
  const passed = now - Date.parse(iso);
  if (passed < minute) return 'just now';
  if (passed < hour) return `${Math.floor(passed / minute)} min ago`;
  const days = daysBefore(iso, now);
  if (days === 0) return `${Math.floor(passed / hour)} h ago`;
  return days < 7 ? `${dayName(iso, now)} ${clockTime(iso)}` : dayName(iso, now);
}

/** "today 09:12", "yesterday 09:12", "Fri 09:12", "12 Nov 09:12". */
export const at = (iso: string, now: number): string =>
  `${daysBefore(iso, now) <= 0 ? 'today' : dayName(iso, now)} ${clockTime(iso)}`;

/** As in a sentence after "since": "09:12" today, else with its day. */
export const since = (iso: string, now: number): string =>
  daysBefore(iso, now) <= 0 ? clockTime(iso) : at(iso, now);

/** "Today", "Yesterday", "Friday, November 20". */
export function dayHeading(iso: string, now: number): string {
  const days = daysBefore(iso, now);
  if (days <= 0) return 'Today';
  if (days === 1) return 'Yesterday';
  const year = isThisYear(iso, now) ? {} : { year: 'numeric' as const };
  return format(iso, { weekday: 'long', day: 'numeric', month: 'long', ...year });
}

/** Everything, for the hover. */
export const fullDate = (iso: string): string => format(iso, { dateStyle: 'full', timeStyle: 'medium' });

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** A recording's length, "0:42", "1:02:05". @param seconds whole seconds */
export function trackLength(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = twoDigits(Math.floor(seconds % 60));
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}:${rest}`;
}

/** A call's length, "42 s", "12 min", "1 h 5 min". @param seconds whole seconds */
export function durationWords(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
