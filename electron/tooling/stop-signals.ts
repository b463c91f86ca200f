/**
 * Time in milliseconds in which a second signal counts as the same one. One Ctrl-C often arrives twice: from the terminal,
 * which signals the whole process group, and from npm or timeout(1), which forward it.
 */
const echoTime = 2000;

export interface StopActions {
  /** Called for a clean end. */
  stop(): void;
  /** Called by a second signal, to end at once. */
  force(): void;
}

/** Handles SIGINT, SIGTERM and SIGHUP. */
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
