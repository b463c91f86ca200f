/** The engine as a whole: wires the listener, the inbox, the store's thread and the host. Plain Node, no Electron. */

import { setTimeout as pause } from 'node:timers/promises';
import type { EngineConfig } from '#shared/config/engine-config.ts';
import { liveSettingsSchema } from '#shared/config/live-settings.ts';
import type { LiveSource } from '#shared/config/sources.ts';
import type { Call } from '#shared/contract/calls.ts';
import type { Completeness } from '#shared/contract/catch-up.ts';
import type { EngineNotification, NotificationResult } from '#shared/contract/notifications.ts';
import type { Problem } from '#shared/contract/problem.ts';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import type { SystemEvent } from '#shared/contract/system.ts';
import type { Reachability } from '#shared/contract/tunnel.ts';
import { dayMs, isoOrNull } from '#shared/util/instant.ts';
import { createCatchUp } from './catch-up/catch-up.ts';
import type { MigrationProgress } from './database/migrate.ts';
import { type Subscriptions, startSubscriptions } from './feed-health/feed-health.ts';
import { createRequest, type NetworkContext, type Request } from './handlers.ts';
import { createHookHandler } from './http/hooks.ts';
import { createListening } from './http/listening.ts';
import { createRefusalLimiter } from './http/refusal-limiter.ts';
import type { Listener } from './http/server.ts';
import { createInbox } from './intake/inbox.ts';
import type { UnacceptedDelivery } from './intake/quarantine.ts';
import { createProblemBoard } from './problems/problem-board.ts';
import { createReachability } from './reachability/index.ts';
import { simulateToListener } from './simulator/simulate.ts';
import { createTestMark } from './simulator/test-mark.ts';
import { createSkewDetector } from './sources/clock-skew.ts';
import { fingerprint } from './sources/fingerprint.ts';
import { createSourceRegistry } from './sources/registry.ts';
import { createMismatchDetector } from './sources/secret-mismatch.ts';
import { createSecretUseLog } from './sources/secret-use-log.ts';
import { withTunnelAddress } from './sources/tunnel-address.ts';
import { startStoreThread } from './store-thread/client.ts';
import type { StoreConfiguration } from './store-thread/protocol.ts';
import { reportStore } from './store-thread/report.ts';
import { createBatcher } from './util/batcher.ts';
import type { Clock } from './util/clock.ts';

/** What the host is told. */
export interface EngineEvents {
  onListening(listener: Pick<Listener, 'url' | 'port'>): void;
  /** All current problems. */
  onProblems(problems: Problem[]): void;
  /** Also where no call changed and only a newer event came. @param lastEventAt ISO 8601, UTC; null before the first. */
  onCallsChanged(calls: readonly Call[], lastEventAt: string | null): void;
  /** Repeated for the same ID until {@link Engine.settleNotification} is called for it. */
  onNotify(notification: EngineNotification): void;
  /** What is known of calls that no webhook told of. */
  onCompleteness(completeness: Completeness): void;
  /** A genuine delivery that an adapter could not read although it should; kept, and for the log. */
  onUnreadable(delivery: { deliveryId: number; sourceId: string; detail: string }): void;
  /** Whether webhooks would arrive; told once the engine listens, and after each change. */
  onReachability(reachability: Reachability): void;
  /** Something new keeps webhooks from arriving; for the log. */
  onUnreachable(fault: { message: string; fix: string }): void;
  /** How all sources' webhooks and sockets are doing, whenever one of them changed. */
  onSubscriptions(subscriptions: SubscriptionState[]): void;
  /** A step of bringing an older database up to date begins; for the log. */
  onMigration(progress: MigrationProgress): void;
  /** A socket was away longer than its vendor sends again: events of a source may be missing. For the log. */
  onGap(gap: { sourceId: string; since: string | null }): void;
  /** Something failed that should not, and the engine goes on; for the log. */
  onUnexpectedError(during: string, error: unknown): void;
  /** The engine cannot go on; its process is to be started again. */
  onCrash(error: Error): void;
}

export interface EngineOptions {
  config: EngineConfig;
  dataFolder: string;
  clock: Clock;
  /** Where the clock was set to show another time; null when it is the system's. */
  clockStartMs: number | null;
  /** What to do when the port cannot be had: try again every second, or throw. */
  onPortTaken: 'retry' | 'throw';
  events: EngineEvents;
}

export interface Engine {
  request: Request;
  settleNotification(result: NotificationResult): void;
  /** What happened to the computer. */
  system(event: SystemEvent): void;
  /**
   * Works by another configuration from now on. Only what is different is exchanged: a source while the others, the tunnel and
   * the listener go on; the tunnel by itself; the listener for another port, and with it the tunnel to it. Settings that are
   * looked up for each use interrupt nothing. Resolves when all has begun, after everything was told again. Call it when the
   * call before has ended.
   */
  reconfigure(config: EngineConfig): Promise<void>;
  /** Answers what was accepted, processes what it can in a short time, and closes the database. */
  stop(): Promise<void>;
}

/** Deliveries that may wait for the worker, about 300 MB of them; beyond that senders are asked to come back later. */
const maxBacklog = 250_000;
/** What is being answered when the engine stops, or leaves its port, has the tunnel for so long. */
const drainMs = 500;
/** What became of notifications is written down together; after a crash in between, the host knows them by their IDs. */
const settleMs = 150;

const storeConfiguration = (config: EngineConfig): StoreConfiguration => ({
  sources: config.sources.map(({ secrets, credentials: _, ...source }) => ({
    source,
    fingerprints: secrets.map(fingerprint),
  })),
  settings: liveSettingsSchema.parse(config),
});

/** Resolves when it listens, or (`retry`) when it is known that the port is taken. @throws ListenError with `throw`. */
export async function startEngine({
  config: initial,
  dataFolder,
  clock,
  clockStartMs,
  onPortTaken,
  events,
}: EngineOptions): Promise<Engine> {
  let config = initial;
  // What an earlier engine told the host does not hold any more.
  events.onProblems([]);
  const problems = createProblemBoard(clock, events.onProblems);
  const sources = createSourceRegistry(problems);
  let storeKnown: () => void = () => {};
  const storeIsKnown = new Promise<void>((resolve) => {
    storeKnown = resolve;
  });
  // While a long migration is under way, what comes is taken in and stored after it.
  const report = reportStore(problems, config.locale, () => storeKnown());
  let lastEventAt: string | null = null;

  const store = startStoreThread({
    dataFolder,
    configuration: storeConfiguration(config),
    clockStartMs,
    onCrash: events.onCrash,
    onMessage(message) {
      report(message);
      if (message.type === 'appended') {
        inbox.onAppended(message.results, message.backlog);
        catchUp.onBacklog(message.backlog);
      } else if (message.type === 'append-failed') inbox.onFailed(message.fault);
      else if (message.type === 'worked') {
        inbox.onBacklog(message.backlog);
        catchUp.onBacklog(message.backlog);
        // An event that changes no call is news of the way that it came, too.
        const isHeardOf = message.lastEventAt !== lastEventAt;
        lastEventAt = message.lastEventAt;
        if (isHeardOf) subscriptions?.onEvent();
        if (isHeardOf || message.calls.length > 0) events.onCallsChanged(message.calls, lastEventAt);
        message.notifications.forEach(events.onNotify);
      } else if (message.type === 'unreadable') events.onUnreadable(message);
      else if (message.type === 'migrating') events.onMigration(message.progress);
      if (message.type === 'opened' || message.type === 'unavailable') storeKnown();
    },
  });
  const inbox = createInbox({
    maxBacklog,
    send: (batch) => store.send({ type: 'append', batch }, [batch.bytes]),
  });
  const unaccepted = createBatcher<UnacceptedDelivery>(250, 1000, (deliveries) =>
    store.send({ type: 'unaccepted', deliveries }),
  );
  const results = createBatcher<NotificationResult>(settleMs, Number.POSITIVE_INFINITY, (batch) =>
    store.send({ type: 'notified', results: batch }),
  );
  const secretUses = createSecretUseLog((uses) => store.send({ type: 'secrets-used', uses }));
  const catchUp = createCatchUp({
    sources: config.sources,
    clock,
    retentionMs: () => config.retention.callDays * dayMs,
    append: inbox.append,
    store: (method, params) => store.internal(method, params),
    onRunning: (isRunning) => store.send({ type: 'catching-up', isRunning }),
    onCompleteness: events.onCompleteness,
    onUnexpectedError: events.onUnexpectedError,
  });
  let wasReachable = false;
  const reachability = createReachability({
    tunnel: config.tunnel,
    onChange(now) {
      events.onReachability(now);
      const isReachable = now.phase === 'listening';
      if (isReachable && !wasReachable) catchUp.onReachable();
      if (isReachable !== wasReachable) subscriptions?.onReachability(isReachable);
      wasReachable = isReachable;
    },
    onFault: events.onUnreachable,
  });
  const skew = createSkewDetector(problems, () => sources.size() <= 1);
  const mismatch = createMismatchDetector(problems);
  const testMark = createTestMark();
  const onHook = createHookHandler({
    sources,
    inbox,
    limiter: createRefusalLimiter(),
    skew,
    mismatch,
    testMark,
    clock,
    onUnaccepted: unaccepted.add,
    onProved: secretUses.note,
    onTunnelProved: reachability.onTraffic,
  });

  let subscriptions: Subscriptions | null = null;
  const listening = createListening({
    receivers: { onHook, onProbe: reachability.onProbe },
    problems,
    onPortTaken,
    onListening(listener) {
      events.onListening(listener);
      reachability.start(listener.port);
    },
    onCrash: events.onCrash,
  });

  /** Takes the configured sources into use. @returns them as the engine's parts use them. */
  const takeSources = (): LiveSource[] => {
    const live = withTunnelAddress(config.sources, config.tunnel);
    for (const id of sources.replace(live)) {
      skew.onAccepted(id);
      mismatch.onGenuine(id);
    }
    secretUses.setSources(config.sources);
    return live;
  };
  const live = takeSources();

  /** The listener's end, and when what is under way was answered, or had its time. */
  const leavePort = async () => {
    const closed = listening.close();
    await Promise.race([closed, pause(drainMs, undefined, { ref: false })]);
    return { closed };
  };

  const stop = async (): Promise<void> => {
    const ended = subscriptions?.stop();
    // What is under way is answered through the tunnel.
    const { closed } = await leavePort();
    await reachability.stop();
    await catchUp.stop();
    await closed;
    await ended;
    unaccepted.flush();
    secretUses.stop();
    results.flush();
    await store.close();
  };

  await storeIsKnown;
  try {
    await listening.open(config.port);
  } catch (error) {
    await stop();
    throw error;
  }
  subscriptions = startSubscriptions({
    sources: live,
    prepared: sources,
    inbox,
    clock,
    skew,
    onUnaccepted: unaccepted.add,
    onProved: secretUses.note,
    history: () => store.internal('subscriptions.history', undefined),
    onChange: events.onSubscriptions,
    onUnexpectedError: events.onUnexpectedError,
    onGap(sourceId, since) {
      events.onGap({ sourceId, since: isoOrNull(since) });
      void catchUp.run(sourceId);
    },
  });
  const { list, setSources } = subscriptions;
  catchUp.start();
  const simulate: NetworkContext['simulate'] = (sourceId, event) => {
    const url = listening.current()?.url ?? null;
    return simulateToListener(sources.configured(sourceId), event, url, clock.now(), testMark);
  };
  const request = createRequest({ reachability, catchUp, subscriptions, simulate }, store);
  const system: Engine['system'] = (event) => {
    reachability.system(event);
    subscriptions.system(event);
    catchUp.system(event);
  };
  const reconfigure: Engine['reconfigure'] = async (next) => {
    const before = config;
    config = next;
    const changed = takeSources();
    store.send({ type: 'configure', configuration: storeConfiguration(next) });
    catchUp.setSources(next.sources);
    setSources(changed);
    if (next.port === before.port) await reachability.setTunnel(next.tunnel);
    else {
      const { closed } = await leavePort();
      await reachability.close();
      await reachability.setTunnel(next.tunnel);
      await closed;
      await listening.open(next.port);
    }
    const listener = listening.current();
    if (listener) events.onListening(listener);
    reachability.tellAgain();
    catchUp.tellAgain();
    events.onSubscriptions(list());
  };
  return { request, settleNotification: results.add, system, reconfigure, stop };
}
