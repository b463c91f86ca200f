/** The times of a JSON Web Token (RFC 7519, section 4.1). */
import { type Refusal, refuse } from './refusal.ts';
import { refuseTimestamp } from './timestamp.ts';

/**
 * Returns the refusal of a token by its times, or null. Absent claims are not required. `iat` is held to the tolerance either
 * way, as the time of sending.
 *
 * The refusal's `claimedAt` is the time of sending, `iat`. Without it, it is the valid moment nearest to now: `exp` of an expired
 * token, `nbf` of one that is not valid yet.
 * @param now milliseconds since the Unix epoch.
 */
export function refuseClaims(claims: unknown, now: number, toleranceSeconds: number): Refusal | null {
  if (typeof claims !== 'object' || claims === null)
    return refuse('malformed-proof', 'the token has no claims');
  const { iat, exp, nbf } = claims as Readonly<Record<'iat' | 'exp' | 'nbf', unknown>>;
  for (const claim of [iat, exp, nbf])
    if (claim !== undefined && (typeof claim !== 'number' || !Number.isFinite(claim)))
      return refuse('malformed-proof', 'a time in the token is not a number');
  const seconds = now / 1000;
  const claimed = (other: number) => ({ claimedAt: (typeof iat === 'number' ? iat : other) * 1000 });
  if (typeof exp === 'number' && exp + toleranceSeconds < seconds)
    return refuse('expired', 'the token has expired', claimed(exp));
  if (typeof nbf === 'number' && nbf - toleranceSeconds > seconds)
    return refuse('not-yet-valid', 'the token is not valid yet', claimed(nbf));
  return typeof iat === 'number' ? refuseTimestamp(iat * 1000, now, toleranceSeconds) : null;
}
