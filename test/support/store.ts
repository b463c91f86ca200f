/** The engine's store on a real SQLite file, in the test's process. */

import { type LiveSettings, liveSettingsSchema, type Retention } from '#shared/config/live-settings.ts';
import type { ProviderId } from '#shared/providers/index.ts';
import type { StoreConfiguration } from '../../electron/engine/store-thread/protocol.ts';
import { createStore, type Store, type StoreOptions } from '../../electron/engine/store-thread/store.ts';
import type { Clock } from '../../electron/engine/util/clock.ts';
import { temporaryFolder } from './engine-process.ts';
import { webhookDelivery } from './verified.ts';

interface TestSettings extends Partial<Omit<LiveSettings, 'retention'>> {
  retention?: Partial<Retention> | undefined;
}

/** The default settings with a test's changes, which may be too small for a real store. */
export function testSettings({ retention, ...given }: TestSettings = {}): LiveSettings {
  const defaults = liveSettingsSchema.parse({ region: 'US', holdSeconds: 0 });
  return { ...defaults, ...given, retention: { ...defaults.retention, ...retention } };
}

export interface TestStoreOptions {
  dataFolder?: string;
  /** `hmac` sources by these IDs; `main` unless told otherwise. */
  sourceIds?: readonly string[];
  /** The sources' phone system. */
  provider?: ProviderId;
  fingerprints?: readonly string[];
  /** The sources' options. */
  options?: Readonly<Record<string, unknown>>;
  clock: Clock;
  region?: string;
  outsideLine?: string;
  talkSeconds?: number;
  holdMs?: number;
  retention?: Partial<Retention>;
  onReprocessed?: StoreOptions['onReprocessed'];
}

/** The store's configuration, also for {@link Store.configure}. */
export const testConfiguration = ({
  sourceIds = ['main'],
  provider = 'hmac',
  fingerprints = [],
  options = {},
  region = 'US',
  outsideLine = '',
  talkSeconds = 20,
  holdMs = 0,
  retention,
}: Omit<TestStoreOptions, 'dataFolder' | 'clock' | 'onReprocessed'>): StoreConfiguration => ({
  sources: sourceIds.map((id) => ({ source: { id, provider, options: { ...options } }, fingerprints })),
  settings: testSettings({ region, outsideLine, talkSeconds, holdSeconds: holdMs / 1000, retention }),
});

export function openTestStore({
  dataFolder = temporaryFolder(),
  clock,
  onReprocessed = () => {},
  ...configured
}: TestStoreOptions): Store {
  return createStore({
    dataFolder,
    configuration: testConfiguration(configured),
    clock,
    onUnreadable: (_id, _source, error) => {
      throw error;
    },
    onReprocessed,
    onSyncFailed: (error) => {
      throw error;
    },
  });
}

/** Appends an event like a genuine request. @param receivedAt milliseconds since the Unix epoch. */
export const appendEvent = (store: Store, event: object, receivedAt: number, sourceId = 'main') =>
  appendEvents(store, [event], receivedAt, sourceId)[0];

/** Appends events like genuine requests in one commit. @param receivedAt milliseconds since the Unix epoch. */
export const appendEvents = (
  store: Store,
  events: readonly object[],
  receivedAt: number,
  sourceId = 'main',
) =>
  store.append(
    events.map((event) =>
      webhookDelivery({ sourceId, receivedAt, body: Buffer.from(JSON.stringify(event)) }),
    ),
  );

/** Closes all open follow-ups, one by one. */
export function callEveryoneBack(store: Store): void {
  for (;;) {
    const { followUps } = store.request('followUps.list', { state: 'open', limit: 500 });
    if (followUps.length === 0) return;
    for (const { id } of followUps) store.request('followUps.close', { id });
  }
}

/** Processes all deliveries and returns the due notifications. A decision is handed over in the slice after its own. */
export function workOff(store: Store) {
  const slices = [store.slice(10)];
  for (let last = slices[0]; last && last.looked + last.notifications.length > 0; slices.push(last))
    last = store.slice(10);
  return {
    changed: slices.flatMap(({ changed }) => changed),
    notifications: slices.flatMap(({ notifications }) => notifications),
  };
}
