/** How long to wait before the next attempt: doubling, with jitter, so that many computers do not come back at once. */

const firstMs = 250;
const longestMs = 30_000;
/** Wrong credentials do not mend themselves, and vendors count failed logins. */
const refusedMs = 60_000;

export interface Failure {
  /** Attempts that failed in a row before this wait, at least 1. */
  attempts: number;
  isRefused: boolean;
  /** What the vendor asked for. */
  retryAfterMs: number | null;
}

/** Milliseconds. @param random from 0 to 1. */
export function waitBefore(failure: Failure, random: number = Math.random()): number {
  const doubled = Math.min(longestMs, firstMs * 2 ** Math.min(failure.attempts - 1, 16));
  const wait = failure.isRefused ? Math.max(refusedMs, doubled) : doubled;
  // Between half and all of it; never less than what the vendor asked for.
  return Math.max(wait * (0.5 + random / 2), failure.retryAfterMs ?? 0);
}
