/**
 * How dates and clock times are written: the words in the app's language, English, and their order and the 12 or 24 hours
 * as the system has them (decision 7). So a German system gets "22 Nov 15:00", and never "So., 22. Nov." among English words.
 */
import { memoize } from '../util/memoize.ts';

/** What is said where the system says nothing. */
const american = 'en-US';
/** English with the day before the month. */
const international = 'en-GB';

/** The tag, for the country that its language is spoken in most where it names none; null where it cannot be read. */
function withCountry(tag: string): Intl.Locale | null {
  try {
    const locale = new Intl.Locale(tag);
    const region = locale.region ?? locale.maximize().region;
    return region === undefined ? null : new Intl.Locale(tag, { region });
  } catch {
    return null;
  }
}

/** Whether `Intl` knows the language in that country, and puts no other locale in its place. */
const isKnown = ({ baseName, region }: Intl.Locale): boolean => {
  const { locale } = new Intl.DateTimeFormat(baseName).resolvedOptions();
  return new Intl.Locale(locale).region === region;
};

/**
 * The locale whose conventions hold. English is read in countries of which nothing says how it is written there, and Electron
 * leaves out small languages: then it is the country's main language; null where that is not known either.
 */
function conventionsOf(locale: Intl.Locale): Intl.Locale | null {
  if (isKnown(locale)) return locale;
  const { language } = new Intl.Locale(`und-${locale.region}`).maximize();
  const local = new Intl.Locale(locale, { language });
  return isKnown(local) ? local : null;
}

function isMonthFirst({ baseName }: Intl.Locale): boolean {
  const date = { calendar: 'gregory', day: 'numeric', month: 'numeric' } as const;
  const parts = new Intl.DateTimeFormat(baseName, date).formatToParts(0).map(({ type }) => type);
  return parts.indexOf('month') < parts.indexOf('day');
}

const hourCycleOf = (conventions: Intl.Locale): string | undefined =>
  new Intl.DateTimeFormat(conventions.toString(), { hour: 'numeric' }).resolvedOptions().hourCycle;

/** What the country prefers, which is known of every one (ECMA-402, Intl Locale Info; newer than TypeScript's declarations). */
function hourCycleOfCountry(locale: Intl.Locale): string | undefined {
  const { getHourCycles } = locale as Intl.Locale & { getHourCycles?(this: Intl.Locale): string[] };
  return locale.hourCycle ?? getHourCycles?.call(locale)[0];
}

const compute = memoize(20, (system: string): string => {
  const locale = withCountry(system) ?? new Intl.Locale(american);
  const conventions = conventionsOf(locale);
  const isOwnEnglish = locale.language === 'en' && conventions === locale;
  const isAmerican = conventions !== null && isMonthFirst(conventions);
  const english = isOwnEnglish ? `en-${locale.region}` : isAmerican ? american : international;
  const hourCycle = conventions ? hourCycleOf(conventions) : hourCycleOfCountry(locale);
  return `${english}-u-hc-${hourCycle === 'h12' || hourCycle === 'h11' ? 'h12' : 'h23'}`;
});

let own: string | undefined;
/** The locale of this process, asked once: the answer needs a formatter, which takes longer to make than a notification. */
const ownLocale = (): string => {
  own ??= Intl.DateTimeFormat().resolvedOptions().locale;
  return own;
};

/**
 * The locale for `Intl` in which everything is written for a reader: English words, the system's order of day and month, and
 * its 12 or 24 hours. Given its own answer, it answers the same.
 * @param system BCP 47, such as "de-DE" or "en-US-u-hc-h23"; this process' own where it is left out. One that cannot be read
 *   counts as American English.
 */
export const readerLocale = (system?: string): string => compute(system ?? ownLocale());
