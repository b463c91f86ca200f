/** The inbox, as the HTTP handler uses it: it takes a verified delivery and calls back when it is durable. */

import type { StoreFault } from '../database/store-error.ts';
import {
  type AppendResult,
  type PackedBatch,
  type PackedResults,
  packBatch,
  unpackResults,
} from './batch.ts';
import type { VerifiedDelivery } from './verified-delivery.ts';

/** `unavailable`: nothing was kept, and the sender should retry. */
export type InboxResult = AppendResult | { outcome: 'unavailable'; fault: StoreFault | 'backlog' | 'slow' };

type Waiting = { entry: VerifiedDelivery; done: (result: InboxResult) => void };

export interface InboxOptions {
  /** Sends a batch to the store thread; its bytes are transferred. */
  send(batch: PackedBatch): void;
  /** The number of unprocessed deliveries above which senders are asked to retry later. */
  maxBacklog: number;
  /** The disk did not answer in time, or does so again. */
  onSlow(isSlow: boolean): void;
}

/** The size of a batch: it bounds the memory of a message and the time that the store's thread needs for it. */
const maxBatch = 256;
const maxBatchBytes = 8 * 1024 * 1024;
/** Bodies that wait to be stored, in bytes: beyond that, senders are asked to come back. */
const maxWaitingBytes = 64 * 1024 * 1024;
/** For a batch to be on the disk: a sender's own time-out is 3 s at least. */
const longestWaitMs = 2000;
/** Interval of looking how long the oldest batch waits. */
export const checkMs = 500;
/** Two batches in flight: one being written, and the next one. */
const maxInFlight = 2;

/** Creates the inbox. Concurrent deliveries share a transaction and its fsync. */
export function createInbox({ send, maxBacklog, onSlow }: InboxOptions) {
  let waiting: Waiting[] = [];
  const inFlight: { batch: Waiting[]; checks: number }[] = [];
  let isSlow = false;
  let isOpen = false;
  let waitingBytes = 0;
  let backlog = 0;
  let isQueued = false;

  const flush = (): void => {
    isQueued = false;
    while (waiting.length > 0 && inFlight.length < maxInFlight) {
      const batch = takeBatch();
      inFlight.push({ batch, checks: 0 });
      send(packBatch(batch.map(({ entry }) => entry)));
    }
  };

  const takeBatch = (): Waiting[] => {
    let bytes = 0;
    let count = 0;
    while (count < waiting.length && count < maxBatch && (count === 0 || bytes < maxBatchBytes))
      bytes += waiting[count++]?.entry.body.length ?? 0;
    const batch = waiting.slice(0, count);
    waitingBytes -= bytes;
    waiting = waiting.slice(count);
    return batch;
  };

  const settle = (resultOf: (index: number) => InboxResult): void => {
    inFlight.shift()?.batch.forEach(({ done }, index) => {
      done(resultOf(index));
    });
    // The next one has only begun.
    for (const one of inFlight) one.checks = 0;
    if (isSlow && inFlight.length === 0) {
      isSlow = false;
      onSlow(false);
    }
    flush();
  };

  return {
    /** Appends a delivery. `done` is called exactly once, never before the delivery is durable. */
    append(entry: VerifiedDelivery, done: (result: InboxResult) => void): void {
      if (isSlow) {
        done({ outcome: 'unavailable', fault: 'slow' });
        return;
      }
      if (backlog >= maxBacklog || waitingBytes > maxWaitingBytes) {
        done({ outcome: 'unavailable', fault: 'backlog' });
        return;
      }
      waiting.push({ entry, done });
      waitingBytes += entry.body.length;
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
    /** While the database is not open - a migration takes its time - what comes is kept for it. */
    setOpen(isOpenNow: boolean): void {
      isOpen = isOpenNow;
      for (const one of inFlight) one.checks = 0;
    },
    /**
     * Asks everyone to come back who has waited too long for the disk, and whoever comes until it answers. What it takes after
     * all is a duplicate when it is sent again. Call it every {@link checkMs}: a computer that slept has waited for one check.
     */
    checkTime(): void {
      const [oldest] = inFlight;
      if (!isOpen || !oldest) return;
      oldest.checks += 1;
      if (oldest.checks * checkMs <= longestWaitMs) return;
      const given = [...inFlight.flatMap(({ batch }) => batch), ...waiting];
      for (const one of inFlight) one.batch = [];
      waiting = [];
      waitingBytes = 0;
      if (!isSlow) onSlow(true);
      isSlow = true;
      for (const { done } of given) done({ outcome: 'unavailable', fault: 'slow' });
    },
    onBacklog(now: number): void {
      backlog = now;
    },
    /** Returns the number of deliveries that are not durable yet. */
    pending: (): number => waiting.length + inFlight.reduce((sum, { batch }) => sum + batch.length, 0),
  };
}
export type Inbox = ReturnType<typeof createInbox>;
