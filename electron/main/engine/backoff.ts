/** All in milliseconds. */
export interface BackoffTiming {
  base: number;
  max: number;
  /** A process that ran this long counts as healthy: the next restart is again the first one. */
  resetAfter: number;
}

const engineBackoff: BackoffTiming = { base: 250, max: 10_000, resetAfter: 30_000 };

/** How long to wait before a restart: the first comes at once, then base, doubling up to max. */
export class Backoff {
  readonly #timing: BackoffTiming;
  #failures = 0;

  constructor(timing: BackoffTiming = engineBackoff) {
    this.#timing = timing;
  }

  /** @param ranForMs how long the process ran. @returns the wait in milliseconds. */
  next(ranForMs: number): number {
    if (ranForMs >= this.#timing.resetAfter) this.#failures = 0;
    this.#failures += 1;
    if (this.#failures === 1) return 0;
    return Math.min(this.#timing.max, this.#timing.base * 2 ** (this.#failures - 2));
  }
}
