/** Waits for work that cannot be interrupted no longer than there is a point to it. */

/**
 * @param timeout `expired` makes what is thrown when `ms` are over; absent waits for the signal only.
 * @throws the signal's reason when it says so first, or what the work throws
 */
export async function within<T>(
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
