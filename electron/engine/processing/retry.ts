/** Number of attempts before a delivery becomes a dead letter. */
export const maxAttempts = 6;

/** Delay in milliseconds before the next attempt: 1 s, 4 s, 16 s, 64 s, 256 s after the first to fifth failure. */
export const retryDelayMs = (attempts: number): number => 1000 * 4 ** (attempts - 1);

/** No retry is further away than that: one that seems to be was set by a clock that was ahead. */
export const longestRetryMs = retryDelayMs(maxAttempts - 1);
