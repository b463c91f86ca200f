/** Reads what stands in a number's place into E.164. */
import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { memoize } from '../util/memoize.ts';
import { comparisonKey } from './comparison-key.ts';
import { numberAddress } from './number-address.ts';
import { isWithheld } from './withheld.ts';

/**
 * The digits of the shortest number that a subscriber can have there, where they are less than seven. Fewer digits are an
 * extension, a short code or an emergency number. Source: the patterns of libphonenumber's metadata.
 */
const shortestSubscriber: Partial<Record<CountryCode, number>> = {
  ...{ NU: 4, SH: 4, TA: 4, TK: 4 },
  ...{ AC: 5, CK: 5, FK: 5, KI: 5, NF: 5, SB: 5, TO: 5, TV: 5, VU: 5, WS: 5 },
  ...{ AD: 6, FO: 6, GL: 6, LU: 6, NC: 6, PM: 6, WF: 6 },
};
const usualShortest = 7;

const asCountry = (region: string | null | undefined): CountryCode | undefined =>
  region && isSupportedCountry(region) ? region : undefined;

/** Digits and what people and RFC 3966 put between them, with an extension behind. Letters would be a name or a host. */
const isNumeric = (text: string): boolean =>
  /^\+?[\p{Nd}\s().\-‐-―−/~]+(?:;ext=\d+|\s*(?:,*\s*)?(?:x|ext\.?|extension)\s*\d+|[,;]+\d+#?)?$/iu.test(
    text,
  );

const parse = (text: string, country: CountryCode | undefined): PhoneNumber | undefined =>
  parsePhoneNumberFromString(text, { extract: false, ...(country && { defaultCountry: country }) });

/** Two national spellings are one number, of which the library knows the newer one only. */
const isPossible = (number: PhoneNumber): boolean =>
  number.isPossible() || parse(comparisonKey(number.number), undefined)?.isPossible() === true;

/** Whether the number is long enough for a subscriber's, or is certain to be one. */
function isSubscriber(number: PhoneNumber, written: string, country: CountryCode): boolean {
  const length = written.replace(/(?:;ext=|x|ext|,|;).*$/i, '').replace(/\P{Nd}/gu, '').length;
  if (length < (shortestSubscriber[country] ?? usualShortest)) return false;
  return length > usualShortest ? isPossible(number) : number.isValid();
}

/** Before 3 August 2019 Mexico's national numbers had a prefix: 01, or 044 and 045 for mobiles. */
const withoutOldPrefix = (text: string, country: CountryCode): string =>
  country === 'MX' ? text.replace(/^0(?:1|4[45])[\s\-.]*(?=(?:\d[\s\-.]*){10}$)/, '') : text;

function readNational(
  text: string,
  country: CountryCode,
  outsideLine: string | undefined,
): PhoneNumber | undefined {
  const asIs = parse(withoutOldPrefix(text, country), country);
  const isRead = asIs && isSubscriber(asIs, text, country);
  if (outsideLine && text.startsWith(outsideLine)) {
    const rest = text.slice(outsideLine.length).trim();
    const stripped = parse(withoutOldPrefix(rest, country), country);
    if (stripped && isSubscriber(stripped, rest, country)) {
      // "9 030 123456": with a trunk zero in the middle, the first digit is not the number's.
      const isPlain = rest.startsWith('0') && !text.startsWith('0');
      if (!isRead || (stripped.isValid() && (isPlain || !asIs.isValid()))) return stripped;
    }
  }
  return isRead ? asIs : undefined;
}

/** Zeros before the national number that are none of it; the library takes one away. */
function withoutTrunkZeros(number: PhoneNumber): string {
  const again = number.nationalNumber.startsWith('0') ? parse(number.number, undefined) : undefined;
  return again && again.number !== number.number && isPossible(again)
    ? withoutTrunkZeros(again)
    : number.number;
}

function read(text: string, region: string, outsideLine: string): string | null {
  const { user, host, isHost, displayName, context, text: address } = numberAddress(text);
  // RFC 3323 names an anonymous caller's host so, and no real host's name ends so (RFC 2606).
  if (isWithheld(user) || /(?:^|\.)invalid\.?$/i.test(host ?? '')) return null;
  // What is left of one may be another, in quotes or brackets of its own.
  const settled = (rest: string): string | null =>
    rest.length < text.length ? read(rest, region, outsideLine) : rest;
  const country = asCountry(region);
  if (!isHost && isNumeric(user)) {
    const written = context !== null && !user.startsWith('+') ? `${context}${user}` : user;
    const isGlobal = /^\+/.test(written);
    const number = isGlobal
      ? parse(written, country)
      : country && readNational(written, country, outsideLine);
    if (number && /^0{7,}$/.test(number.nationalNumber)) return null;
    if (number && isPossible(number)) return withoutTrunkZeros(number);
    return settled(address);
  }
  // RFC 3261 calls a caller "Anonymous" before an address that leads nowhere.
  return displayName !== '' && isWithheld(displayName) ? null : settled(address);
}

const readOnce = memoize(500, read);
/** North America: complete as it is, without a trunk prefix, and the most frequent by far. */
const plain = /^\+1[2-9]\d{2}[2-9]\d{6}$/;

/**
 * A number in E.164 where it can be read as one, else the text itself without what surrounds it; null for an empty or withheld
 * number. Only the user part of a SIP or tel URI is read, and never digits from the middle of a text.
 * @param region ISO 3166-1 alpha-2 country in which a number without a country code is read.
 * @param outsideLine digits that phones dial for an outside line, which the phone system leaves before the number.
 */
export function toE164(
  text: string | null | undefined,
  region?: string | null,
  outsideLine?: string,
): string | null {
  const trimmed = text?.trim();
  if (trimmed && plain.test(trimmed)) return trimmed;
  return trimmed ? readOnce(trimmed, region ?? '', outsideLine ?? '') : null;
}
