/** Times as a person says them: the same words in the window, tray, notifications and problems. */
import { dayMs, hourMs, minuteMs, startOfDay } from '../util/instant.ts';
import { memoize } from '../util/memoize.ts';
import { readerLocale } from './locale.ts';

/** Calendar days between two moments, by the reader's own midnights: 1 is yesterday. */
const daysBefore = (iso: string, now: number): number =>
  Math.round((startOfDay(now) - startOfDay(Date.parse(iso))) / dayMs);

const isThisYear = (iso: string, now: number): boolean =>
  new Date(iso).getFullYear() === new Date(now).getFullYear();

/** Instants are ISO 8601, `now` is in milliseconds since the Unix epoch, days are of the computer's time zone. */
export interface TimeWords {
  /** An age: "just now", "4 min ago", "3 h ago", "yesterday 16:20", "Fri 16:20", "12 Nov". */
  ago(iso: string, now: number): string;
  /** A moment with its day: "today 09:12", "yesterday 09:12", "Fri 09:12", "12 Nov 09:12". */
  at(iso: string, now: number): string;
  /** As after the word "since", and in a list of times: "09:12" today, else with its day. */
  since(iso: string, now: number): string;
  /** To the second, for what comes in quick succession: "09:12:40". */
  exactTime(iso: string): string;
  /** Above the entries of a day: "Today", "Yesterday", "Friday, November 20". */
  dayHeading(iso: string, now: number): string;
  /** A moment that is read at any later time: "20 Nov 2026, 09:12". */
  dateTime(iso: string): string;
  /** Everything, for the hover. */
  fullDate(iso: string): string;
}

function createTimeWords(system: string): TimeWords {
  const locale = readerLocale(system);
  // A formatter takes far longer to make than to use, and every row of a list uses one.
  const formatter = (options: Intl.DateTimeFormatOptions) => {
    let made: Intl.DateTimeFormat | undefined;
    return (iso: string): string => {
      made ??= new Intl.DateTimeFormat(locale, options);
      return made.format(new Date(iso));
    };
  };
  const clock = formatter({ hour: 'numeric', minute: '2-digit' });
  const weekday = formatter({ weekday: 'short' });
  const dayOfYear = formatter({ day: 'numeric', month: 'short' });
  const date = formatter({ dateStyle: 'medium' });
  const longDay = formatter({ weekday: 'long', day: 'numeric', month: 'long' });
  const longDate = formatter({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

  const dayName = (iso: string, now: number): string => {
    const days = daysBefore(iso, now);
    if (days === 1) return 'yesterday';
    if (days > 1 && days < 7) return weekday(iso);
    return isThisYear(iso, now) ? dayOfYear(iso) : date(iso);
  };
  const at: TimeWords['at'] = (iso, now) =>
    `${daysBefore(iso, now) <= 0 ? 'today' : dayName(iso, now)} ${clock(iso)}`;

  return {
    at,
    ago(iso, now) {
      const passed = now - Date.parse(iso);
      if (passed < minuteMs) return 'just now';
      if (passed < hourMs) return `${Math.floor(passed / minuteMs)} min ago`;
      const days = daysBefore(iso, now);
      if (days === 0) return `${Math.floor(passed / hourMs)} h ago`;
      return days < 7 ? `${dayName(iso, now)} ${clock(iso)}` : dayName(iso, now);
    },
    since: (iso, now) => (daysBefore(iso, now) <= 0 ? clock(iso) : at(iso, now)),
    exactTime: formatter({ hour: 'numeric', minute: '2-digit', second: '2-digit' }),
    dayHeading(iso, now) {
      const days = daysBefore(iso, now);
      if (days <= 0) return 'Today';
      if (days === 1) return 'Yesterday';
      return isThisYear(iso, now) ? longDay(iso) : longDate(iso);
    },
    dateTime: formatter({ dateStyle: 'medium', timeStyle: 'short' }),
    fullDate: formatter({ dateStyle: 'full', timeStyle: 'medium' }),
  };
}

const known = memoize(20, createTimeWords);

/**
 * The words for times on a system: see {@link readerLocale}.
 * @param system BCP 47; this process' own locale where it is left out.
 */
export const timeWords = (system?: string): TimeWords => known(readerLocale(system));
