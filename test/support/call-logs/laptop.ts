/** A rep's laptop without its listener: the real store and the real catch-up, with a clock that the test moves. */
import { onTestFinished } from 'vitest';
import { liveSourceSchema } from '#shared/config/sources.ts';
import type { Completeness } from '#shared/contract/catch-up.ts';
import type { EngineNotification } from '#shared/contract/notifications.ts';
import { createCatchUp } from '../../../electron/engine/catch-up/catch-up.ts';
import type { VerifiedDelivery } from '../../../electron/engine/intake/verified-delivery.ts';
import { createStore } from '../../../electron/engine/store-thread/store.ts';
import { temporaryFolder } from '../engine-process.ts';
import { testSettings, workOff } from '../store.ts';
import { webhookDelivery } from '../verified.ts';

export interface LaptopOptions {
  source: { provider: string; credentials: Record<string, string>; options?: object };
  clock: { now: number };
  dataFolder?: string;
  /** Instead of keeping an entry: what a full disk does, or a process that was killed. */
  intercept?: () => void;
}

export function openLaptop({ source, clock, dataFolder = temporaryFolder(), intercept }: LaptopOptions) {
  const live = liveSourceSchema.parse({ id: 'main', ...source });
  const { secrets: _secrets, credentials: _credentials, ...stored } = live;
  const time = { now: () => clock.now };
  const store = createStore({
    dataFolder,
    configuration: {
      sources: [{ source: stored, fingerprints: [] }],
      settings: testSettings({ holdSeconds: 2 }),
    },
    clock: time,
    onUnreadable: (_id, _source, error) => {
      throw error;
    },
    onReprocessed: () => {},
    onSyncFailed: (error) => {
      throw error;
    },
  });
  const notifications: EngineNotification[] = [];
  const told: Completeness[] = [];
  const waits: number[] = [];
  const work = (): void => {
    // A digest is closed in one slice and handed over in the next.
    for (const notification of [...workOff(store).notifications, ...workOff(store).notifications]) {
      notifications.push(notification);
      store.worker.settle([{ id: notification.id, result: 'shown' }]);
    }
  };
  const keep = (entry: VerifiedDelivery) => {
    intercept?.();
    const [result] = store.append([entry]);
    work();
    if (!result) throw new Error('Nothing was appended');
    return result;
  };
  const catchUp = createCatchUp({
    sources: [live],
    clock: time,
    retentionMs: () => 90 * 86_400_000,
    append: (entry, done) => done(keep(entry)),
    store: (method, params) => Promise.resolve().then(() => store.internal(method, params)),
    onUnexpectedError: (during, error) => {
      throw new Error(`Failed while ${during}`, { cause: error });
    },
    onRunning: (isRunning) => store.worker.setCatchingUp(isRunning),
    onCompleteness: (completeness) => void told.push(completeness),
    async wait(ms) {
      waits.push(ms);
      clock.now += Math.ceil(ms);
      work();
    },
  });
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    await catchUp.stop();
    store.close();
  };
  onTestFinished(close);
  return {
    dataFolder,
    notifications,
    told,
    /** How long the vendor was waited for. */
    waits,
    catchUp,
    close,
    /** A genuine webhook, as the listener hands it over. */
    receive({ contentType, body }: { contentType: string; body: string }): void {
      const bytes = Buffer.from(body);
      keep(webhookDelivery({ receivedAt: clock.now, contentType, body: bytes }));
    },
    /** Lets time pass, so that what is held becomes due. */
    pass(ms: number): void {
      clock.now += ms;
      work();
    },
    calls: () => store.request('calls.list', { limit: 500 }).calls,
    followUps: () => store.request('followUps.list', { limit: 500, state: 'open' }).followUps,
  };
}

/** Resolves with the first state of the source that is not `checking`. */
export async function looked(laptop: ReturnType<typeof openLaptop>) {
  const { sources, nothingMissingSince } = await laptop.catchUp.run();
  return { ...sources[0], nothingMissingSince };
}
