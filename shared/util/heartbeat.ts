/**
 * Detects a process or thread that no longer responds. It counts consecutive unanswered pings instead of time: a computer
 * that slept wakes with at most one unanswered ping.
 */
export interface HeartbeatOptions {
  /** Interval of the pings, in milliseconds. */
  everyMs: number;
  /** Number of consecutive unanswered pings that counts as silence. */
  silentAfter: number;
  ask(): void;
  /** Called once. No further ping follows. */
  onSilence(): void;
}

export interface Heartbeat {
  start(): void;
  /** Call it for any answer. It counts for all earlier pings. */
  answered(): void;
  stop(): void;
}

export function createHeartbeat({ everyMs, silentAfter, ask, onSilence }: HeartbeatOptions): Heartbeat {
  let timer: ReturnType<typeof setInterval> | undefined;
  let unanswered = 0;

  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
    unanswered = 0;
  };
  const beat = (): void => {
    if (unanswered >= silentAfter) {
      stop();
      onSilence();
      return;
    }
    unanswered += 1;
    ask();
  };
  return {
    start: () => {
      timer ??= setInterval(beat, everyMs);
    },
    answered: () => {
      unanswered = 0;
    },
    stop,
  };
}
