/** The times that a JSON Web Token may carry (RFC 7519, section 4.1). */
import { refuseTimestamp } from './timestamp.ts';

/**
 * Why a token's times refuse it, or null. Claims that are absent are not asked for; `iat` is held to the tolerance either
 * way, as the time of sending.
 * @param now milliseconds since the Unix epoch.
 */
export function refuseClaims(claims: unknown, now: number, toleranceSeconds: number): string | null {
  if (typeof claims !== 'object' || claims === null) return 'the token has no claims';
  const { iat, exp, nbf } = claims as Readonly<Record<'iat' | 'exp' | 'nbf', unknown>>;
  for (const claim of [iat, exp, nbf])
    if (claim !== undefined && (typeof claim !== 'number' || !Number.isFinite(claim)))
      return 'a time in the token is not a number';
  const seconds = now / 1000;
  if (typeof exp === 'number' && exp + toleranceSeconds < seconds) return 'the token has expired';
  if (typeof nbf === 'number' && nbf - toleranceSeconds > seconds) return 'the token is not valid yet';
  return typeof iat === 'number' ? refuseTimestamp(iat * 1000, now, toleranceSeconds) : null;
}
