/**
 * When the worker may have the store's thread. Whoever waits for a 2xx comes first: while requests pour in, the worker
 * gets a small share of the time, so that notifications never stop, and works the backlog off when the rush is over.
 */

/** Deliveries in one window that make a rush: 1,000 a second, far above what any office's phones send. */
const rushDeliveries = 100;
const windowMs = 100;
/** In a rush: one small slice, about two milliseconds, in this time. */
const rushPauseMs = 100;
const rushSlice = 8;
/** Otherwise: what a request may at worst have to wait for. */
const slice = 32;
/** This long after the last request, slices share their transaction among more deliveries. */
const idleMs = 100;
const idleSlice = 256;
/** What falls due in this time is handed over together: waking the thread for each costs more than the work. */
const gatherMs = 25;
/** At most this long for what is left at the end; the rest waits for the next start. */
const drainMs = 1500;

export interface SliceResult {
  /** Whether more deliveries wait. */
  hasMore: boolean;
  /** When something else is due; null when nothing is. */
  nextDueInMs: number | null;
}

export function createSchedule({ work }: { work(limit: number): SliceResult }) {
  let lastIntake = 0;
  let lastSlice = 0;
  let windowStart = 0;
  let inWindow = 0;
  let beforeWindow = 0;
  let timer: NodeJS.Timeout | null = null;
  let isQueued = false;
  let isOver = false;

  const later = (ms: number): void => {
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      run();
    }, ms);
  };

  const queue = (): void => {
    if (isQueued) return;
    isQueued = true;
    setImmediate(() => {
      isQueued = false;
      run();
    });
  };

  const turnWindow = (now: number): void => {
    if (now - windowStart < windowMs) return;
    beforeWindow = now - windowStart < 2 * windowMs ? inWindow : 0;
    inWindow = 0;
    windowStart = now;
  };

  const run = (): void => {
    if (isOver) return;
    const now = performance.now();
    turnWindow(now);
    const isRush = Math.max(inWindow, beforeWindow) >= rushDeliveries;
    const pause = rushPauseMs - (now - lastSlice);
    if (isRush && pause > 0) {
      if (!timer) later(pause);
      return;
    }
    const { hasMore, nextDueInMs } = work(
      isRush ? rushSlice : now - lastIntake >= idleMs ? idleSlice : slice,
    );
    lastSlice = performance.now();
    if (hasMore) queue();
    else if (nextDueInMs !== null) later(Math.max(gatherMs, Math.min(nextDueInMs, 60_000)));
  };

  return {
    wake: queue,
    /** Call when a batch of this many deliveries was stored. */
    onIntake: (deliveries: number): void => {
      lastIntake = performance.now();
      turnWindow(lastIntake);
      inWindow += deliveries;
      queue();
    },
    /** The end: processes what waits, for a bounded time, and nothing after that. */
    drain: (): void => {
      isOver = true;
      if (timer) clearTimeout(timer);
      const end = performance.now() + drainMs;
      while (performance.now() < end && work(idleSlice).hasMore);
    },
  };
}
