/**
 * One Ctrl-C often arrives twice: from the terminal, which sends it to the whole process group, and from npm or
 * timeout(1), which pass it on. Only a later one is a second wish. Milliseconds.
 */
const echoTime = 2000;

export interface StopActions {
  /** Asks for a clean end. */
  stop(): void;
  /** Ends at once: the clean end takes too long for whoever waits. */
  force(): void;
}

/** Acts on SIGINT, SIGTERM and SIGHUP in place of dying of them. */
export function onStopSignals(
  { stop, force }: StopActions,
  now: () => number = () => performance.now(),
): void {
  let stoppedAt: number | null = null;
  const act = (): void => {
    if (stoppedAt === null) {
      stoppedAt = now();
      stop();
    } else if (now() - stoppedAt > echoTime) force();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, act);
}
