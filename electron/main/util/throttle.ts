/**
 * Throttles a task: runs it at once, then at most every `intervalMs`. Calls in between lead to one more run at the end of
 * the interval. Runs never overlap.
 */
export function throttled(
  task: () => void | Promise<void>,
  intervalMs: number,
): { (): void; cancel(): void } {
  let isResting = false;
  let isWanted = false;
  let timer: NodeJS.Timeout | undefined;
  const run = async (): Promise<void> => {
    isResting = true;
    isWanted = false;
    try {
      await task();
    } finally {
      timer = setTimeout(() => {
        isResting = false;
        if (isWanted) void run();
      }, intervalMs);
    }
  };
  const trigger = (): void => {
    isWanted = true;
    if (!isResting) void run();
  };
  return Object.assign(trigger, { cancel: () => clearTimeout(timer) });
}
