/** One clock for the whole window, so that ages move together. */
import { useSyncExternalStore } from 'react';

/** Ages are told in minutes; a quarter of one keeps them right without waking the processor often. */
const tickMs = 15_000;
const readers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

const tick = () => {
  now = Date.now();
  for (const read of readers) read();
};

function subscribe(read: () => void): () => void {
  readers.add(read);
  timer ??= setInterval(tick, tickMs);
  if (readers.size === 1) tick();
  return () => {
    readers.delete(read);
    if (readers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const current = (): number => now;

/** Milliseconds since 1970, renewed every 15 s. */
export const useNow = (): number => useSyncExternalStore(subscribe, current);
