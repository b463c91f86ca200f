/** One key for the spellings of one person's number. It is compared with others, never shown or dialled. */

/** Numbers of a country that are written in two ways in E.164's form; the first way is made the second. */
const rules: readonly (readonly [RegExp, string])[] = [
  // Mexico's 1 before mobile numbers, dropped on 3 August 2019 and still sent by some networks.
  [/^\+521(\d{10})$/, '+52$1'],
  // Argentina's 9 before mobile numbers, which networks leave out when they show a caller.
  [/^\+549(\d{10})$/, '+54$1'],
  // Brazil's ninth digit before mobile numbers. Old ones began with 6, 8 or 9; what begins with 7 was partly trunked radio, which has none.
  [/^\+55([1-9]\d)9([689]\d{7})$/, '+55$1$2'],
  // Benin's 01, before all numbers since 30 November 2024.
  [/^\+229(\d{8})$/, '+22901$1'],
  // Colombia's landlines: 60 before the area code since 1 September 2021.
  [/^\+57([1245678]\d{7})$/, '+5760$1'],
];

/** Blanks and punctuation between the digits of a number that begins with a plus. */
const separators = /[\s().\-/]/g;

/**
 * The key of a number: equal for two spellings of one person's number.
 * @param number E.164, or whatever stands in its place: an extension, a SIP address.
 */
export function comparisonKey(number: string): string {
  const compact = number.replace(separators, '');
  if (!/^\+\d+$/.test(compact)) return number;
  for (const [pattern, key] of rules) if (pattern.test(compact)) return compact.replace(pattern, key);
  return compact;
}
