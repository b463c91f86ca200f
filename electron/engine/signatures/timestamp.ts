/** Timestamps that senders sign, and how far they may be from this computer's clock. */

export { defaultToleranceSeconds } from '#shared/providers/common-options.ts';

/** Reads Unix seconds, Unix milliseconds (13 digits) or an ISO 8601 / RFC 9110 date; null when it is none of them. */
export function parseTimestamp(text: string): number | null {
  if (/^\d{1,11}$/.test(text)) return Number(text) * 1000;
  if (/^\d{12,14}$/.test(text)) return Number(text);
  // Date.parse alone would make a date of almost anything, "-5" included.
  const parsed = /^(\d{4}-\d\d-\d\dT|[A-Z][a-z]{2}, \d)/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(parsed) ? null : parsed;
}

/** Why a signed timestamp is refused, or null when it is within the tolerance either way. */
export function refuseTimestamp(timestampMs: number, now: number, toleranceSeconds: number): string | null {
  const skew = Math.round((now - timestampMs) / 1000);
  if (Math.abs(skew) <= toleranceSeconds) return null;
  return `timestamp ${Math.abs(skew)} s ${skew > 0 ? 'old' : 'ahead'}; at most ${toleranceSeconds} s allowed`;
}

/**
 * The refusal of a signed timestamp, or null when it is within the tolerance either way.
 * @param at what the sender signed, in milliseconds since the Unix epoch; null where it could not be read.
 * @param complaint the reason for that case.
 */
export function refuseTime(
  at: number | null,
  complaint: string,
  now: number,
  toleranceSeconds: number,
): Refusal | null {
  if (at === null) return { genuine: false, reason: complaint };
  const reason = refuseTimestamp(at, now, toleranceSeconds);
  return reason === null ? null : { genuine: false, reason, claimedAt: at };
}

/** The part of a verdict that this file can give; see providers/contract/provider.ts. */
interface Refusal {
  genuine: false;
  reason: string;
  claimedAt?: number;
}
