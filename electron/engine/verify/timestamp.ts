/** Timestamps that senders sign, and how far they may be from this computer's clock. */

/** What a sender is allowed where the vendor says nothing; the value that Stripe and Standard Webhooks use. */
export const defaultToleranceSeconds = 300;

/** Reads Unix seconds, Unix milliseconds (13 digits) or an ISO 8601 / RFC 9110 date; null when it is none of them. */
export function parseTimestamp(text: string): number | null {
  if (/^\d{1,11}$/.test(text)) return Number(text) * 1000;
  if (/^\d{12,14}$/.test(text)) return Number(text);
  const parsed = /^\d+$/.test(text) ? Number.NaN : Date.parse(text);
  return Number.isNaN(parsed) ? null : parsed;
}

/** Why a signed timestamp is refused, or null when it is within the tolerance either way. */
export function refuseTimestamp(timestampMs: number, now: number, toleranceSeconds: number): string | null {
  const skew = Math.round((now - timestampMs) / 1000);
  if (Math.abs(skew) <= toleranceSeconds) return null;
  return `timestamp ${Math.abs(skew)} s ${skew > 0 ? 'old' : 'ahead'}; at most ${toleranceSeconds} s allowed`;
}
