/** Telephone numbers: reading them into E.164 and writing them as people do. */
import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import { memoize } from '../util/memoize.ts';

/** ITU-T E.164: a plus sign and at most 15 digits, the first of them not 0. */
const e164 = /^\+[1-9]\d{6,14}$/;

/** Narrows a two-letter code to a country whose numbering plan is known. */
const asCountry = (region: string | null | undefined): CountryCode | undefined =>
  region && isSupportedCountry(region) ? region : undefined;

const withheldWords = 'anonymous|restricted|unknown|unavailable|private|withheld|blocked';
/** "Anonymous", "No Caller ID", "PRIVATE NUMBER", "sip:anonymous@anonymous.invalid" (RFC 3323, section 4.1.1.3). */
const withheldText = new RegExp(
  `^(\\+?(?:${withheldWords})(?:[ -](?:number|caller|call))?|no caller ?id|n/?a|not available|sips?:(?:${withheldWords})@.*)$`,
  'i',
);
/** The same words as some networks spell them on the keypad, which is no possible number (2 is A, B or C, and so on). */
const withheldDigits = new Set(withheldWords.split('|').map((word) => word.replace(/[a-z]/g, keyOf)));

function keyOf(letter: string): string {
  const keys = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];
  return String(keys.findIndex((letters) => letters.includes(letter)) + 2);
}

const isWithheld = (text: string): boolean =>
  withheldText.test(text) || (text.startsWith('+') && withheldDigits.has(text.slice(1)));

/**
 * A number in E.164 where it can be read as one, else the text itself; null for an empty or withheld number.
 * @param region ISO 3166-1 alpha-2 country in which a number without a country code is read.
 */
export function toE164(text: string | null | undefined, region?: string | null): string | null {
  const trimmed = text?.trim();
  if (!trimmed || isWithheld(trimmed)) return null;
  if (e164.test(trimmed)) return trimmed;
  // An extension is no number of the region's, however it would be dialled.
  const parsed = parsePhoneNumberFromString(trimmed, asCountry(region));
  return parsed?.isPossible() ? parsed.number : trimmed;
}

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
