/**
 * When the worker may have the store's thread. Whoever waits for a 2xx comes first, so the worker pauses while requests
 * come in; under lasting load it still gets a small share, so that notifications never stop.
 */

/** The worker waits until no request came in for this long. */
const quietMs = 1.5;
/** Under lasting load it gets one small slice in this time. */
const busyShareMs = 25;
const busySlice = 16;
/** How many deliveries it may take at once when nothing else happens; a few milliseconds of work. */
const quietSlice = 64;
/** At most this long for what is left at the end; the rest waits for the next start. */
const drainMs = 1500;

export interface Slice {
  /** How many deliveries were looked at; 0 when nothing waits. */
  looked: number;
  /** When something else is due; null when nothing is. */
  nextDueInMs: number | null;
}

export function createSchedule({ slice }: { slice(limit: number): Slice }) {
  let lastIntake = 0;
  let lastSlice = 0;
  let timer: NodeJS.Timeout | null = null;
  let isQueued = false;

  const later = (ms: number): void => {
    if (timer) clearTimeout(timer);
    timer = setTimeout(run, ms);
  };

  const queue = (): void => {
    if (isQueued) return;
    isQueued = true;
    setImmediate(() => {
      isQueued = false;
      run();
    });
  };

  const run = (): void => {
    const now = performance.now();
    const isQuiet = now - lastIntake >= quietMs;
    if (!isQuiet && now - lastSlice < busyShareMs) {
      later(quietMs);
      return;
    }
    const { looked, nextDueInMs } = slice(isQuiet ? quietSlice : busySlice);
    lastSlice = performance.now();
    if (looked > 0) queue();
    else if (nextDueInMs !== null) later(Math.min(nextDueInMs, 60_000));
  };

  return {
    wake: queue,
    intakeBegins: (): void => {
      lastIntake = performance.now();
    },
    intakeEnds: (): void => {
      lastIntake = performance.now();
      if (lastIntake - lastSlice >= busyShareMs) queue();
      else if (!timer || !isQueued) later(quietMs);
    },
    /** Processes what waits, for a bounded time. */
    drain: (): void => {
      if (timer) clearTimeout(timer);
      const end = performance.now() + drainMs;
      while (performance.now() < end && slice(quietSlice).looked > 0);
    },
  };
}
