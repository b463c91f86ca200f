/** The delays between restarts, in milliseconds. */
export interface BackoffTiming {
  base: number;
  max: number;
  /** A process that ran this long counts as healthy: the next restart has no delay. */
  resetAfter: number;
}

const engineBackoff: BackoffTiming = { base: 250, max: 10_000, resetAfter: 30_000 };

/** The delay before a restart: none at first, then `base`, doubling up to `max`. */
export class Backoff {
  readonly #timing: BackoffTiming;
  #failures = 0;

  constructor(timing: BackoffTiming = engineBackoff) {
    this.#timing = timing;
  }

  /** The next delay. @param ranForMs how long the process ran. @returns milliseconds. */
  next(ranForMs: number): number {
    if (ranForMs >= this.#timing.resetAfter) this.#failures = 0;
    this.#failures += 1;
    if (this.#failures === 1) return 0;
    return Math.min(this.#timing.max, this.#timing.base * 2 ** (this.#failures - 2));
  }
}
