/** Signed timestamps, and their tolerance against this computer's clock. */
import { type Refusal, refuse } from './refusal.ts';

export { defaultToleranceSeconds } from '#shared/providers/common-options.ts';

/** ISO 8601, as databases write it as well: date, time, and perhaps an offset, after a blank or none. */
const isoLike = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?) ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i;

/**
 * Reads Unix seconds (with fractions or without), Unix milliseconds (13 digits) or an ISO 8601 / RFC 9110 date; null when it is
 * none of them. A time without a zone is UTC: vendors mean that, and never this computer's zone.
 */
export function parseTimestamp(text: string): number | null {
  if (/^\d{1,11}\.\d{1,9}$/.test(text)) return Math.round(Number(text) * 1000);
  if (/^\d{1,11}$/.test(text)) return Number(text) * 1000;
  if (/^\d{12,14}$/.test(text)) return Number(text);
  const parsed = parseDate(text);
  return Number.isNaN(parsed) ? null : parsed;
}

/** NaN for what is no date: Date.parse alone would make one of almost anything, "-5" included. */
function parseDate(text: string): number {
  const [, date, time = '', zone = 'Z'] = isoLike.exec(text) ?? [];
  if (date !== undefined) {
    const offset = /^[+-]/.test(zone)
      ? zone.replace(/^(...):?(\d\d)?$/, (_, hours, minutes = '00') => `${hours}:${minutes}`)
      : 'Z';
    return Date.parse(`${date}T${time.replace(',', '.')}${offset}`);
  }
  if (!/^[A-Z][a-z]{2}, \d/.test(text)) return Number.NaN;
  return Date.parse(/(?:[+-]\d{4}|[A-Z]{1,4})(?: \([^)]*\))?$/.test(text) ? text : `${text} GMT`);
}

/** Returns the refusal of a signed timestamp, or null within the tolerance either way. Times in milliseconds since the Unix epoch. */
export function refuseTimestamp(claimedAt: number, now: number, toleranceSeconds: number): Refusal | null {
  const skew = Math.round((now - claimedAt) / 1000);
  if (Math.abs(skew) <= toleranceSeconds) return null;
  const allowed = `at most ${toleranceSeconds} s allowed`;
  return skew > 0
    ? refuse('expired', `timestamp ${skew} s old; ${allowed}`, { claimedAt })
    : refuse('not-yet-valid', `timestamp ${-skew} s ahead; ${allowed}`, { claimedAt });
}

/**
 * Returns the refusal of a signed timestamp that may be unreadable, or null within the tolerance either way.
 * @param at the signed time, in milliseconds since the Unix epoch; null where it could not be read.
 * @param complaint the reason in that case.
 */
export const refuseTime = (
  at: number | null,
  complaint: string,
  now: number,
  toleranceSeconds: number,
): Refusal | null =>
  at === null ? refuse('malformed-proof', complaint) : refuseTimestamp(at, now, toleranceSeconds);
