/** The engine's only clock, replaceable so that recorded traffic can be replayed at its time. */
export interface Clock {
  /** Milliseconds since the Unix epoch (UTC). */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** Creates a clock that starts at `startMs` (Unix epoch) and ignores changes of the system's clock. */
export function clockStartingAt(startMs: number): Clock {
  const offset = startMs - performance.now();
  return { now: () => Math.floor(performance.now() + offset) };
}
