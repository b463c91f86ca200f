/** The window's clock, shared so that all relative times update together. */
import { useSyncExternalStore } from 'react';

/** Update interval in milliseconds. Relative times are in minutes, so a quarter minute suffices. */
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

/** The current time in milliseconds since the Unix epoch, updated every 15 s. */
export const useNow = (): number => useSyncExternalStore(subscribe, current);
