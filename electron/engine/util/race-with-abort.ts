/** Waiting for work that cannot be interrupted, with a time-out and an abort signal. */

/**
 * Waits for the work, the signal or the time-out, whichever comes first. The work itself continues.
 * @param timeout `expired` creates the error of the time-out after `ms`; without it, only the signal ends the wait.
 * @throws the signal's reason, the time-out's error, or the work's own error
 */
export async function raceWithAbort<T>(
  work: Promise<T>,
  { signal, timeout }: { signal: AbortSignal; timeout?: { ms: number; expired: () => Error } },
): Promise<T> {
  signal.throwIfAborted();
  return await new Promise<T>((resolve, reject) => {
    const onAbort = (): void => settle(() => reject(signal.reason));
    const timer = timeout && setTimeout(() => settle(() => reject(timeout.expired())), timeout.ms);
    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      finish();
    };
    signal.addEventListener('abort', onAbort);
    work.then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error)),
    );
  });
}
