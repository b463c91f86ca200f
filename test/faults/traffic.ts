/** A phone system that sends again what was not answered 2xx, as vendors do. */
import { setTimeout as pause } from 'node:timers/promises';
import { missedNow, post } from '../support/generic-events.ts';

export interface Traffic {
  /** IDs of events that were answered 2xx. */
  readonly acknowledged: ReadonlySet<string>;
  /** Answers other than 2xx, and attempts without any, by status (0 is none). */
  readonly failures: ReadonlyMap<number, number>;
  /** How many requests are under way. */
  underWay(): number;
  /** Resolves when so many are acknowledged. */
  reached(count: number): Promise<void>;
  /** Resolves when all are. @throws Error when they are not in time. */
  done: Promise<void>;
  /** Begins no further events. */
  finish(): void;
}

export interface TrafficOptions {
  /** Where the engine is now; null while it is not. */
  url(): string | null;
  concurrency: number;
  /** Events in all; Infinity sends until `finish`. */
  total: number;
  /** The first event's number, so that several traffics do not share any. */
  first?: number;
  timeoutMs?: number;
}

/** Between attempts; a vendor waits longer. */
const retryMs = 10;
/** No engine is there to be asked. */
const notTried = -1;

export function sendTraffic({
  url,
  concurrency,
  total,
  first = 0,
  timeoutMs = 240_000,
}: TrafficOptions): Traffic {
  const acknowledged = new Set<string>();
  const failures = new Map<number, number>();
  const waiting: { count: number; resolve(): void }[] = [];
  const deadline = performance.now() + timeoutMs;
  let next = first;
  let isFinishing = false;
  let underWay = 0;

  const attempt = async (n: number): Promise<number> => {
    const address = url();
    if (address === null) return notTried;
    underWay += 1;
    try {
      const response = await post(address, missedNow(n), {});
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    } finally {
      underWay -= 1;
    }
  };
  const sender = async (): Promise<void> => {
    while (!isFinishing && next < first + total) {
      const n = next++;
      for (;;) {
        const status = await attempt(n);
        if (status === 200) break;
        if (status !== notTried) failures.set(status, (failures.get(status) ?? 0) + 1);
        if (performance.now() > deadline) throw new Error(`Event ${n} was not acknowledged in time`);
        await pause(retryMs);
      }
      acknowledged.add(missedNow(n).id);
      for (const one of waiting) if (acknowledged.size >= one.count) one.resolve();
    }
  };
  return {
    acknowledged,
    failures,
    underWay: () => underWay,
    reached: (count) =>
      new Promise((resolve) => {
        if (acknowledged.size >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    done: Promise.all(Array.from({ length: concurrency }, sender)).then(() => {}),
    finish() {
      isFinishing = true;
    },
  };
}
