/** The engine's only source of the time, so that recorded traffic can be replayed at the moment it was recorded. */
export interface Clock {
  /** Milliseconds since the Unix epoch (UTC). */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that shows `startMs` now and runs on from there, unaffected by changes of the system's clock. */
export function clockStartingAt(startMs: number): Clock {
  const offset = startMs - performance.now();
  return { now: () => Math.floor(performance.now() + offset) };
}
