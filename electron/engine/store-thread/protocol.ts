/** What the engine's main thread and its store thread say to each other. Both are ours, so nothing is parsed. */

import type { LiveSettings } from '#shared/config/live-settings.ts';
import type { Call } from '#shared/contract/calls.ts';
import type { EngineNotification, NotificationResult } from '#shared/contract/notifications.ts';
import type { MigrationProgress } from '../database/migrate.ts';
import type { Replacement } from '../database/replace.ts';
import type { StoreFault } from '../database/store-error.ts';
import type { PackedBatch, PackedResults } from '../intake/batch.ts';
import type { UnacceptedDelivery } from '../intake/quarantine.ts';
import type { ClockDoubt } from '../retention/known-time.ts';
import type { SecretUse } from '../sources/secret-uses.ts';
import type { StoreInternals, StoreMethod } from './handlers.ts';
import type { StoredSource } from './sources.ts';

/** What the store works by. It can be replaced at any time, and nothing is closed for it. */
export interface StoreConfiguration {
  readonly sources: readonly StoredSource[];
  readonly settings: LiveSettings;
}

export interface StoreThreadData {
  dataFolder: string;
  configuration: StoreConfiguration;
  /** Milliseconds since the Unix epoch that the engine's clock shows at the start; null follows the system's clock. */
  clockStartMs: number | null;
  maintenanceThread: string;
  /** One number, shared: 1 while the thread waits for the disk. */
  syncing: Int32Array<SharedArrayBuffer>;
}

export type ToStore =
  | { type: 'append'; batch: PackedBatch }
  /** Holds for all that comes after it. */
  | { type: 'configure'; configuration: StoreConfiguration }
  | { type: 'unaccepted'; deliveries: readonly UnacceptedDelivery[] }
  | { type: 'secrets-used'; uses: readonly SecretUse[] }
  | { type: 'notified'; results: readonly NotificationResult[] }
  /** The system's notification service has come. */
  | { type: 'notifications-available' }
  /** Whether call logs are being looked through: late calls wait for the end of it, to be told together. */
  | { type: 'catching-up'; isRunning: boolean }
  | { type: 'request'; id: number; method: StoreMethod; params: unknown }
  /** Of the engine itself. */
  | { type: 'internal'; id: number; method: keyof StoreInternals; params: unknown }
  /** Answered with `pong`: a thread that does not is stuck. */
  | { type: 'ping' }
  | { type: 'close' };

export type FromStore =
  /** Before each step of bringing an older database up to date; the thread answers nothing until it is done. */
  | { type: 'migrating'; progress: MigrationProgress }
  | { type: 'opened'; replaced: Replacement | null }
  /** Nothing can be stored now; tried again by itself. */
  | { type: 'unavailable'; fault: StoreFault; detail: string }
  | { type: 'available' }
  | { type: 'appended'; results: PackedResults; backlog: number }
  | { type: 'append-failed'; fault: StoreFault; detail: string }
  /** Told while the computer's clock contradicts what is known, and once when it does no more (null). */
  | { type: 'clock'; doubt: ClockDoubt | null }
  /** What a slice of the worker's work did; `backlog` deliveries still wait. */
  | {
      type: 'worked';
      backlog: number;
      /** Calls that changed. */
      calls: readonly Call[];
      /** When the newest genuine event came, ISO 8601, UTC; null before the first. */
      lastEventAt: string | null;
      notifications: readonly EngineNotification[];
    }
  | { type: 'response'; id: number; ok: true; value: unknown }
  /** `fault`: the database cannot be used now; null where something else failed. */
  | { type: 'response'; id: number; ok: false; message: string; fault: StoreFault | null }
  /** A fault of an adapter: what cannot be read although it is genuine. */
  | { type: 'unreadable'; deliveryId: number; sourceId: string; detail: string }
  | { type: 'pong' }
  | { type: 'closed' };
