/** Retries of requests to a vendor's API, with exponential backoff and jitter; `Retry-After` is honoured. */
import { VendorError } from '../providers/contract/vendor-error.ts';

export interface AttemptOptions {
  signal: AbortSignal;
  /** Resolves after `ms`; rejects when the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<unknown>;
  random(): number;
}

const maxAttempts = 5;
const firstDelayMs = 500;
const maxDelayMs = 30_000;
/** Longest wait that a vendor may ask for. A longer one ends the run, which is resumed later. */
export const longestWaitMs = 5 * 60_000;

const isTransient = ({ fault, status }: VendorError): boolean =>
  fault === 'unreachable' || fault === 'limited' || (status !== null && status >= 500);

/** Creates a function that retries an action. @throws the last error of the action, or the signal's reason. */
export const createAttempt =
  ({ signal, wait, random }: AttemptOptions) =>
  async <T>(action: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      try {
        return await action();
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof VendorError) || !isTransient(error) || attempt >= maxAttempts) throw error;
        const backoff = Math.min(maxDelayMs, firstDelayMs * 2 ** (attempt - 1)) * (0.5 + random() / 2);
        const delay = Math.max(backoff, error.retryAfterMs ?? 0);
        if (delay > longestWaitMs) throw error;
        await wait(delay, signal);
      }
    }
  };
