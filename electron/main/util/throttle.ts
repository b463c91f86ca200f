/**
 * A function that runs `task` at once, and then at most every `intervalMs`; calls in between lead to one more run at the
 * end of the interval. A run that takes longer than the interval is never overtaken by the next.
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
