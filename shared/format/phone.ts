/** Writes telephone numbers as people do, and as addresses that dial them. `e164.ts` reads them. */
import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import { memoize } from '../util/memoize.ts';

/** Narrows a two-letter code to a country whose numbering plan is known. */
const asCountry = (region: string | null | undefined): CountryCode | undefined =>
  region && isSupportedCountry(region) ? region : undefined;

/** National format with its country's punctuation, "(415) 555-0123"; the text itself where it is no number. */
export const formatNational = (number: string): string =>
  parsePhoneNumberFromString(number)?.formatNational() ?? number;

const callingCodeOf = (home: string): string | undefined => {
  const country = asCountry(home);
  return country ? getCountryCallingCode(country) : parsePhoneNumberFromString(home)?.countryCallingCode;
};

const formatAt = memoize(500, (number: string, home: string): string => {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return number;
  return parsed.countryCallingCode === callingCodeOf(home)
    ? parsed.formatNational()
    : parsed.formatInternational();
});

/**
 * As a person at `home` writes it: national within the country of the own number or region, international otherwise.
 * @param home the called number in E.164, or a two-letter country code.
 */
export const formatForPeople = (number: string, home: string | null | undefined): string =>
  formatAt(number, home ?? '');

/**
 * The address (RFC 3966) that dials a number; null for what is no number. A caller can put a SIP address or a network's
 * service code (`*21*...#` forwards calls) in the number's place, and either must not be dialled.
 */
export function telUrl(number: string): string | null {
  const digits = number.replace(/[\s().\-/]/g, '');
  return /^\+?\d{2,15}$/.test(digits) ? `tel:${digits}` : null;
}
