/** Signed timestamps, and their tolerance against this computer's clock. */
import { type Refusal, refuse } from './refusal.ts';

export { defaultToleranceSeconds } from '#shared/providers/common-options.ts';

/** Reads Unix seconds, Unix milliseconds (13 digits) or an ISO 8601 / RFC 9110 date; null when it is none of them. */
export function parseTimestamp(text: string): number | null {
  if (/^\d{1,11}$/.test(text)) return Number(text) * 1000;
  if (/^\d{12,14}$/.test(text)) return Number(text);
  // Date.parse alone would make a date of almost anything, "-5" included.
  const parsed = /^(\d{4}-\d\d-\d\dT|[A-Z][a-z]{2}, \d)/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(parsed) ? null : parsed;
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
