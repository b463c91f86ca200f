/** Notifications that the host could not show for a passing reason: they wait for the next attempt. */

/** Pause before the first further attempt. It doubles after each failure. */
const firstPauseMs = 10_000;
const longestPauseMs = 5 * 60_000;

/** Creates the list of kept-back notifications, by ID. Times are milliseconds since the Unix epoch. */
export function createKeptBack() {
  const ids = new Set<string>();
  let pauseMs = firstPauseMs;
  let retryAt = 0;
  return {
    has: (id: string): boolean => ids.has(id),
    remove: (id: string): void => void ids.delete(id),
    /** Keeps one back. All wait for the same attempt, because they share the system's service. */
    add(id: string, now: number): void {
      if (ids.size === 0) {
        retryAt = now + pauseMs;
        pauseMs = Math.min(2 * pauseMs, longestPauseMs);
      }
      ids.add(id);
    },
    /** Call when the system's service works: the next attempt is due at once. */
    onAvailable(): void {
      pauseMs = firstPauseMs;
      retryAt = 0;
    },
    /** True when the next attempt is due, also after the clock was set back. */
    isDue: (now: number): boolean => ids.size > 0 && (retryAt <= now || retryAt > now + longestPauseMs),
    /** Takes all out, for the next attempt. */
    takeAll: (): void => ids.clear(),
    /** When the next attempt is due; null when nothing is kept back. */
    nextDueAt: (): number | null => (ids.size > 0 ? retryAt : null),
  };
}
