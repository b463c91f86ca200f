/** A batcher: collects items for a short time, so that many share one message and one transaction. */
export interface Batcher<T> {
  add(item: T): void;
  flush(): void;
}

/** Creates a batcher. @param delayMs how long the first item waits. @param max number of items kept; further ones are dropped. */
export function createBatcher<T>(
  delayMs: number,
  max: number,
  send: (items: readonly T[]) => void,
): Batcher<T> {
  let items: T[] = [];
  let timer: NodeJS.Timeout | null = null;
  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (items.length === 0) return;
    const batch = items;
    items = [];
    send(batch);
  };
  return {
    add(item) {
      if (items.length >= max) return;
      items.push(item);
      timer ??= setTimeout(flush, delayMs);
    },
    flush,
  };
}
