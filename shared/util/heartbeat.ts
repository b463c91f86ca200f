/**
 * Detects a process or thread that runs and no longer responds. It counts unanswered questions in a row instead of time, because
 * a computer that slept wakes with one unanswered question at most.
 */
export interface HeartbeatOptions {
  /** Interval of the questions, in milliseconds. */
  everyMs: number;
  /** Number of unanswered questions in a row that counts as silence. */
  silentAfter: number;
  ask(): void;
  /** Called once; no further question follows. */
  onSilence(): void;
}

export interface Heartbeat {
  start(): void;
  /** To be called for any answer; it counts for all questions before it. */
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
