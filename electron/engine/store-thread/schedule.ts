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
/** The answers to what was just stored leave first: on few cores the worker would be in their way. What follows closely shares the slice. */
const answerMs = 7;
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
  let timer: { due: number; handle: NodeJS.Timeout } | null = null;
  let isQueued = false;
  let isOver = false;

  const clearTimer = (): void => {
    if (timer) clearTimeout(timer.handle);
    timer = null;
  };

  /** At the latest then; an earlier time that is set already stays. */
  const within = (ms: number): void => {
    const due = performance.now() + ms;
    if (timer && timer.due <= due) return;
    clearTimer();
    timer = { due, handle: setTimeout(run, ms) };
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
  const isRush = (): boolean => Math.max(inWindow, beforeWindow) >= rushDeliveries;
  /** How long the worker has to wait while requests pour in. */
  const pause = (now: number): number => (isRush() ? Math.max(0, rushPauseMs - (now - lastSlice)) : 0);

  const run = (): void => {
    clearTimer();
    if (isOver) return;
    const now = performance.now();
    turnWindow(now);
    const wait = pause(now);
    if (wait > 0) {
      within(wait);
      return;
    }
    const { hasMore, nextDueInMs } = work(
      isRush() ? rushSlice : now - lastIntake >= idleMs ? idleSlice : slice,
    );
    lastSlice = performance.now();
    if (hasMore) queue();
    else if (nextDueInMs !== null) within(Math.max(gatherMs, Math.min(nextDueInMs, 60_000)));
  };

  return {
    wake: queue,
    /** Call when a batch of this many deliveries was stored. */
    onIntake: (deliveries: number): void => {
      lastIntake = performance.now();
      turnWindow(lastIntake);
      inWindow += deliveries;
      within(Math.max(answerMs, pause(lastIntake)));
    },
    /** The end: processes what waits, for a bounded time, and nothing after that. */
    drain: (): void => {
      isOver = true;
      clearTimer();
      const end = performance.now() + drainMs;
      while (performance.now() < end && work(idleSlice).hasMore);
    },
  };
}
