/** Waiting for a condition that nothing announces: asks until it holds, and says what was last seen when it never does. */
import { setTimeout as pause } from 'node:timers/promises';

export async function eventually<T>(
  probe: () => T | Promise<T>,
  accept: (value: T) => boolean,
  timeoutMs = 25_000,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const value = await probe();
    if (accept(value)) return value;
    if (performance.now() > end)
      throw new Error(`Not within ${timeoutMs} ms; last seen: ${JSON.stringify(value)}`);
    await pause(20);
  }
}
