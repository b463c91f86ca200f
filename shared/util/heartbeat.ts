/**
 * Notices a process or thread that still runs and does nothing any more. It is asked again and again, and what counts is
 * how many questions in a row stayed unanswered, not the time: a computer that slept wakes with one at the most.
 */
export interface PulseOptions {
  /** Between two questions, in milliseconds. */
  everyMs: number;
  /** So many questions in a row without an answer are silence. */
  silentAfter: number;
  ask(): void;
  /** Called once; nothing is asked after it. */
  onSilence(): void;
}

export interface Pulse {
  start(): void;
  /** Any answer counts for all questions before it. */
  answered(): void;
  stop(): void;
}

export function createPulse({ everyMs, silentAfter, ask, onSilence }: PulseOptions): Pulse {
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
