/** The engine's only source of the time, so that recorded traffic can be replayed at the moment it was recorded. */
export interface Clock {
  /** Milliseconds since the Unix epoch (UTC). */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** Creates a clock that shows `startMs` now and is not affected by changes of the system's clock. */
export function clockStartingAt(startMs: number): Clock {
  const offset = startMs - performance.now();
  return { now: () => Math.floor(performance.now() + offset) };
}
