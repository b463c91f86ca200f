/** The engine's side of the store thread. */
import { Worker as Thread } from 'node:worker_threads';
import type { EngineParams, EngineResponse } from '#shared/contract/engine-protocol.ts';
import { createHeartbeat, type HeartbeatOptions } from '#shared/util/heartbeat.ts';
import { StoreError, type StoreFault } from '../database/store-error.ts';
import type { AskStore } from '../methods/handler.ts';
import type { StoreInternals, StoreMethod } from './handlers.ts';
import type { FromStore, StoreThreadData, ToStore } from './protocol.ts';

export interface StoreClient {
  send(message: ToStore, transfer?: ArrayBuffer[]): void;
  /** Asks a public method. @param params parsed. @throws StoreError while the database cannot be used, else Error. */
  request<M extends StoreMethod>(method: M, params: EngineParams<M>): Promise<EngineResponse<M>>;
  /** Asks what only the engine may. @throws as `request`. */
  internal: AskStore<StoreInternals>;
  /** Finishes what was sent before, closes the database and ends the thread. */
  close(): Promise<void>;
}

const errorOf = ({ fault, message }: { fault: StoreFault | null; message: string }): Error =>
  fault === null ? new Error(message) : new StoreError(fault, message);

/** In the bundle the threads are files beside the engine; unbuilt they are the TypeScript files themselves. */
const isBundled = !import.meta.url.endsWith('.ts');
const threadFile = new URL(isBundled ? './store-thread.js' : './thread.ts', import.meta.url);
const maintenanceThread = isBundled ? './maintenance-thread.js' : '../database/maintenance-thread.ts';

export interface StoreClientOptions extends Omit<StoreThreadData, 'maintenanceThread' | 'syncing'> {
  onMessage(message: Exclude<FromStore, { type: 'response' | 'pong' | 'closed' }>): void;
  /** The thread ended by itself, or does not answer any more, which it never should. */
  onCrash(error: Error): void;
  /** How long the thread may be busy with one thing. */
  heartbeat?: Pick<HeartbeatOptions, 'everyMs' | 'silentAfter'>;
}

/** Generous: a slow disk and a large command take their time, and a restart would not shorten it. */
const patience = { everyMs: 5000, silentAfter: 12 };

export function startStoreThread({
  onMessage,
  onCrash,
  heartbeat: { everyMs, silentAfter } = patience,
  ...data
}: StoreClientOptions): StoreClient {
  const syncing = new Int32Array(new SharedArrayBuffer(4));
  const thread = new Thread(threadFile, {
    workerData: { ...data, maintenanceThread, syncing } satisfies StoreThreadData,
  });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  let isClosing = false;
  let failure: Error | null = null;
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));

  const heartbeat = createHeartbeat({
    everyMs,
    silentAfter,
    ask: () => send({ type: 'ping' }),
    onSilence: () => {
      // Another engine would have no better disk.
      if (Atomics.load(syncing, 0) === 1) heartbeat.start();
      else onCrash(new Error(`The store has not answered for ${(everyMs * silentAfter) / 1000} s`));
    },
  });

  thread.on('message', (message: FromStore) => {
    heartbeat.answered();
    // Opening a large database may take longer than anything else: checks, migrations, a backup in its place.
    if (message.type === 'opened' || message.type === 'available') heartbeat.start();
    else if (message.type === 'unavailable' || message.type === 'migrating') heartbeat.stop();
    if (message.type === 'pong') return;
    if (message.type === 'response') {
      const asked = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.ok) asked?.resolve(message.value);
      else asked?.reject(errorOf(message));
    } else if (message.type !== 'closed') onMessage(message);
  });
  thread.on('error', (error: Error) => {
    failure = error;
  });
  thread.once('exit', (code) => {
    heartbeat.stop();
    for (const { reject } of waiting.values()) reject(new StoreError('failed', 'The store has ended'));
    if (!isClosing) onCrash(failure ?? new Error(`The store's thread ended with code ${code}`));
  });

  /** What comes back is what the method's handler returned on the other thread. */
  const answerTo = <T>(question: (id: number) => ToStore): Promise<T> =>
    new Promise<unknown>((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      send(question(lastId));
    }) as Promise<T>;
  const send = (message: ToStore, transfer: ArrayBuffer[] = []) => thread.postMessage(message, transfer);
  return {
    send,
    request: (method, params) => answerTo((id) => ({ type: 'request', id, method, params })),
    internal: (method, params) => answerTo((id) => ({ type: 'internal', id, method, params })),
    close() {
      isClosing = true;
      heartbeat.stop();
      send({ type: 'close' });
      return ended;
    },
  };
}
