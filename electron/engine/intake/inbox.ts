/** The inbox as the listener sees it: a genuine request goes in, and comes back when it is durable. */

import type { StoreFault } from '../database/store-error.ts';
import {
  type AppendResult,
  type PackedBatch,
  type PackedResults,
  packBatch,
  unpackResults,
} from './batch.ts';
import type { VerifiedDelivery } from './verified-delivery.ts';

/** `unavailable`: nothing was kept, and the sender is to try again. */
export type InboxResult = AppendResult | { outcome: 'unavailable'; fault: StoreFault | 'backlog' };

type Waiting = { entry: VerifiedDelivery; done: (result: InboxResult) => void };

export interface InboxOptions {
  /** Sends a batch to the store thread; its bytes are handed over. */
  send(batch: PackedBatch): void;
  /** Deliveries that may wait for the worker before senders are asked to come back later. */
  maxBacklog: number;
}

/** Requests of one batch: a bound on the memory of one message and on how long the store's thread is busy with it. */
const maxBatch = 256;
const maxBatchBytes = 8 * 1024 * 1024;
/** Two batches under way: one that the store is writing, and one that it begins with as soon as it is done. */
const maxInFlight = 2;

/** Gathers concurrent requests, so that they share a transaction and its fsync. */
export function createInbox({ send, maxBacklog }: InboxOptions) {
  let waiting: Waiting[] = [];
  const inFlight: Waiting[][] = [];
  let backlog = 0;
  let isQueued = false;

  const flush = (): void => {
    isQueued = false;
    while (waiting.length > 0 && inFlight.length < maxInFlight) {
      const batch = takeBatch();
      inFlight.push(batch);
      send(packBatch(batch.map(({ entry }) => entry)));
    }
  };

  const takeBatch = (): Waiting[] => {
    let bytes = 0;
    let count = 0;
    while (count < waiting.length && count < maxBatch && (count === 0 || bytes < maxBatchBytes))
      bytes += waiting[count++]?.entry.body.length ?? 0;
    const batch = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return batch;
  };

  const settle = (resultOf: (index: number) => InboxResult): void => {
    inFlight.shift()?.forEach(({ done }, index) => {
      done(resultOf(index));
    });
    flush();
  };

  return {
    /** `done` is called exactly once, never before the entry is durable. */
    append(entry: VerifiedDelivery, done: (result: InboxResult) => void): void {
      if (backlog >= maxBacklog) {
        done({ outcome: 'unavailable', fault: 'backlog' });
        return;
      }
      waiting.push({ entry, done });
      if (isQueued || inFlight.length >= maxInFlight) return;
      isQueued = true;
      setImmediate(flush);
    },
    onAppended(results: PackedResults, backlogNow: number): void {
      backlog = backlogNow;
      settle(unpackResults(results));
    },
    onFailed(fault: StoreFault): void {
      settle(() => ({ outcome: 'unavailable', fault }));
    },
    onBacklog(now: number): void {
      backlog = now;
    },
    /** Entries that are not durable yet. */
    pending: (): number => waiting.length + inFlight.reduce((sum, batch) => sum + batch.length, 0),
  };
}
export type Inbox = ReturnType<typeof createInbox>;
