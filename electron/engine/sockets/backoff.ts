/** The backoff of sockets: it doubles, with jitter, so that many computers do not return at once. */

const firstMs = 250;
const longestMs = 30_000;
/** The wait after refused credentials: only the rep can correct them, and vendors count failed logins. */
const refusedMs = 60_000;

export interface Failure {
  /** Failed attempts in a row, at least 1. */
  attempts: number;
  isRefused: boolean;
  /** The vendor's Retry-After, in milliseconds. */
  retryAfterMs: number | null;
}

/** Returns the wait before the next attempt, in milliseconds. @param random from 0 to 1. */
export function waitBefore(failure: Failure, random: number = Math.random()): number {
  const doubled = Math.min(longestMs, firstMs * 2 ** Math.min(failure.attempts - 1, 16));
  const wait = failure.isRefused ? Math.max(refusedMs, doubled) : doubled;
  // Between half of it and all of it; never less than the vendor asked for.
  return Math.max(wait * (0.5 + random / 2), failure.retryAfterMs ?? 0);
}
