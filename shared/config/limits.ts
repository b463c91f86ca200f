/** The schemas of values in both the app's settings and the engine's configuration: range, message and default. */
import { z } from 'zod';
import { expecting } from '../format/schema-faults.ts';

const highestPort = 65_535;

/** The schema of a TCP port from `lowest`. Ports below 1024 are reserved; 0 means any free port. */
export const portFrom = (lowest: number) => {
  const range = `a port from ${lowest} to ${highestPort}`;
  return z.int('a whole number').min(lowest, range).max(highestPort, range);
};

const daysSchema = z.int('a whole number of days').min(1, '1 to 3650 days').max(3650, '1 to 3650 days');

/** Retention of calls, follow-ups and dead letters, in days. */
export const callDaysSchema = daysSchema.default(90);

/** Retention of raw deliveries, in days. */
export const deliveryDaysSchema = daysSchema.default(14);

/** Country for numbers without a country code, ISO 3166-1 alpha-2. */
export const regionSchema = z
  .string('a two-letter country code such as "US"')
  .regex(/^[A-Z]{2}$/, 'a two-letter country code such as "US"');

/** A well-formed language tag (BCP 47), "de-DE". */
export const localeSchema = z.string().refine(isLocale, expecting('a language tag such as "en-US"'));

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
