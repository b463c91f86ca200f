/** The engine: connects listener, inbox, store thread, tunnel, catch-up and host. Plain Node, no Electron. */

import { setTimeout as pause } from 'node:timers/promises';
import type { EngineConfig } from '#shared/config/engine-config.ts';
import { liveSettingsSchema } from '#shared/config/live-settings.ts';
import type { LiveSource } from '#shared/config/sources.ts';
import type { NotificationResult } from '#shared/contract/notifications.ts';
import { dayMs, isoOrNull } from '#shared/util/instant.ts';
import { createCatchUp } from './catch-up/catch-up.ts';
import { StoreError } from './database/store-error.ts';
import type { Engine, EngineOptions } from './engine.ts';
import { type Subscriptions, startSubscriptions } from './feed-health/feed-health.ts';
import { createRequest, type NetworkContext } from './handlers.ts';
import { connectionLimits, createConnections } from './http/connections.ts';
import { reportCrowding } from './http/crowding.ts';
import { connectionsLeft } from './http/descriptors.ts';
import { createHookHandler } from './http/hooks.ts';
import { createListening } from './http/listening.ts';
import { createRefusalLimiter } from './http/refusal-limiter.ts';
import { checkMs, createInbox } from './intake/inbox.ts';
import type { UnacceptedDelivery } from './intake/quarantine.ts';
import { createProblemBoard } from './problems/problem-board.ts';
import { createReachability } from './reachability/index.ts';
import { createRescue } from './rescue/index.ts';
import { simulateToListener } from './simulator/simulate.ts';
import { createTestMark } from './simulator/test-mark.ts';
import { createCalledAddresses } from './sources/called-addresses.ts';
import { createSkewDetector } from './sources/clock-skew.ts';
import { fingerprint } from './sources/fingerprint.ts';
import { createFirstEvents } from './sources/first-events.ts';
import { createSourceRegistry } from './sources/registry.ts';
import { createMismatchDetector } from './sources/secret-mismatch.ts';
import { createSecretUseLog } from './sources/secret-use-log.ts';
import { withTunnelAddress } from './sources/tunnel-address.ts';
import { createUnknownPathDetector } from './sources/unknown-path.ts';
import { startStoreThread } from './store-thread/client.ts';
import type { StoreConfiguration } from './store-thread/protocol.ts';
import { reportStore } from './store-thread/report.ts';
import { reportSlowDisk } from './store-thread/report-slow-disk.ts';
import { createBatcher } from './util/batcher.ts';
import { setProxies } from './util/outbound/proxies.ts';

/** Most deliveries that may wait for the worker, about 300 MB. Beyond it senders get 503 and retry. */
const maxBacklog = 250_000;
/** Longest time that in-flight requests may still be answered through the tunnel, on shutdown or a change of port. */
const drainMs = 500;
/** Delay that collects notification results into one write. After a crash the host recognizes repetitions by their IDs. */
const settleMs = 150;

const storeConfiguration = (config: EngineConfig): StoreConfiguration => ({
  sources: config.sources.map(({ secrets, credentials: _, ...source }) => ({
    source,
    fingerprints: secrets.map(fingerprint),
  })),
  settings: liveSettingsSchema.parse(config),
});

/**
 * Starts the engine. Resolves when it listens, or with `retry` when the port is known to be taken.
 * @throws ListenError with `throw`.
 */
export async function startEngine({
  config: initial,
  dataFolder,
  clock,
  clockStartMs,
  onPortTaken,
  events,
}: EngineOptions): Promise<Engine> {
  let config = initial;
  // States that an earlier engine emitted are out of date.
  events.onProblems([]);
  const problems = createProblemBoard(clock, events.onProblems);
  const sources = createSourceRegistry(problems);
  let storeKnown: () => void = () => {};
  const storeIsKnown = new Promise<void>((resolve) => {
    storeKnown = resolve;
  });
  // During a long migration, deliveries are received and then stored after it.
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
        // An event that changes no call still shows that its subscription works.
        const hasNewEvent = message.lastEventAt !== lastEventAt;
        lastEventAt = message.lastEventAt;
        if (hasNewEvent) subscriptions?.onEvent();
        if (hasNewEvent || message.calls.length > 0) events.onCallsChanged(message.calls, lastEventAt);
        message.notifications.forEach(events.onNotify);
      } else if (message.type === 'unreadable') events.onUnreadable(message);
      else if (message.type === 'migrating') events.onMigration(message.progress);
      if (message.type === 'opened') {
        loadAddresses();
        loadFirstEvents();
      }
      if (message.type === 'migrating') inbox.setOpen(false);
      else if (message.type === 'opened') inbox.setOpen(true);
      if (message.type === 'opened' || message.type === 'unavailable') storeKnown();
    },
  });
  const inbox = createInbox({
    maxBacklog,
    onSlow: reportSlowDisk(problems),
    send: (batch) => store.send({ type: 'append', batch }, [batch.bytes]),
  });
  const unaccepted = createBatcher<UnacceptedDelivery>(250, 1000, (deliveries) =>
    store.send({ type: 'unaccepted', deliveries }),
  );
  const results = createBatcher<NotificationResult>(settleMs, Number.POSITIVE_INFINITY, (batch) =>
    store.send({ type: 'notified', results: batch }),
  );
  const slowTimer = setInterval(inbox.checkTime, checkMs);
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
  const ignoreStoreFault = (during: string) => (error: unknown) => {
    // It is told as a problem of its own.
    if (!(error instanceof StoreError)) events.onUnexpectedError(during, error);
  };
  const addresses = createCalledAddresses({
    now: clock.now,
    keep: (address) =>
      void store.internal('addresses.keep', address).catch(ignoreStoreFault('keeping an address')),
    forget: (sourceId) =>
      void store.internal('addresses.forget', { sourceId }).catch(ignoreStoreFault('forgetting an address')),
    onChange: () => subscriptions?.onAddresses(),
  });
  const loadAddresses = (): void =>
    void store
      .internal('addresses.list', undefined)
      .then(addresses.load)
      .catch(ignoreStoreFault('reading addresses'));
  const loadFirstEvents = (): void =>
    void store
      .internal('subscriptions.history', undefined)
      .then((history) =>
        firstEvents.load(
          history.flatMap(({ sourceId, lastEventAt }) => (lastEventAt === null ? [] : [sourceId])),
        ),
      )
      .catch(ignoreStoreFault('reading what has brought events'));
  let wasReachable = false;
  const reachability = createReachability({
    tunnel: config.tunnel,
    dataFolder,
    onChange(now) {
      events.onReachability(now);
      addresses.setCurrent(now.phase === 'off' ? null : now.publicUrl);
      const isReachable = now.phase === 'listening';
      if (isReachable && !wasReachable) catchUp.onReachable();
      if (isReachable !== wasReachable) subscriptions?.onReachability(isReachable);
      wasReachable = isReachable;
    },
    onFault: events.onUnreachable,
  });
  const rescue = createRescue({
    ...{ sources, inbox, problems },
    store: (method, params) => store.internal(method, params),
    onUnexpectedError: events.onUnexpectedError,
  });
  const skew = createSkewDetector(problems, () => sources.size() <= 1, rescue.check);
  const firstEvents = createFirstEvents();
  const mismatch = createMismatchDetector(problems, firstEvents);
  const unknownPath = createUnknownPathDetector(problems, sources, firstEvents);
  const testMark = createTestMark();
  const connections = createConnections({
    limits: { ...connectionLimits, most: connectionsLeft(connectionLimits.most) },
    onCrowded: reportCrowding(problems),
  });
  const onHook = createHookHandler({
    onGenuine: connections.onProved,
    sources,
    inbox,
    limiter: createRefusalLimiter(),
    skew,
    mismatch,
    testMark,
    clock,
    onUnaccepted: unaccepted.add,
    onProved(sourceId, secretIndex, at) {
      secretUses.note(sourceId, secretIndex, at);
      firstEvents.note(sourceId);
      unknownPath.onGenuine(sourceId);
    },
    onUnknownPath: unknownPath.onUnknown,
    onTunnelProved(sourceId, headers) {
      reachability.onTraffic();
      addresses.onEvent(sourceId, headers);
    },
  });

  let subscriptions: Subscriptions | null = null;
  const listening = createListening({
    receivers: { onHook, onProbe: reachability.onProbe, connections },
    problems,
    onPortTaken,
    onListening(listener) {
      events.onListening(listener);
      reachability.start(listener.port);
    },
    onCrash: events.onCrash,
  });

  /** Activates the configured sources. @returns them with their public addresses. */
  const activateSources = (): LiveSource[] => {
    const live = withTunnelAddress(config.sources, config.tunnel);
    const changed = sources.replace(live);
    for (const id of changed) {
      skew.onAccepted(id);
      mismatch.onGenuine(id);
      unknownPath.onGenuine(id);
    }
    rescue.check(changed);
    secretUses.setSources(config.sources);
    addresses.setSources(config.sources);
    return live;
  };
  setProxies(config.proxies);
  const live = activateSources();

  /** Closes the listener. Resolves when in-flight requests are answered, or after {@link drainMs}. */
  const closeListener = async () => {
    const closed = listening.close();
    await Promise.race([closed, pause(drainMs, undefined, { ref: false })]);
    return { closed };
  };

  const stop = async (): Promise<void> => {
    const ended = subscriptions?.stop();
    // The tunnel stays open until in-flight requests are answered.
    const { closed } = await closeListener();
    await reachability.stop();
    await catchUp.stop();
    await closed;
    await ended;
    unaccepted.flush();
    secretUses.stop();
    clearInterval(slowTimer);
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
    addresses,
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
  rescue.check();
  catchUp.start();
  const simulate: NetworkContext['simulate'] = (sourceId, event) => {
    const url = listening.current()?.url ?? null;
    return simulateToListener(sources.configured(sourceId), event, url, clock.now(), testMark);
  };
  const request = createRequest({ reachability, catchUp, subscriptions, simulate, rescue }, store);
  const system: Engine['system'] = (event) => {
    reachability.system(event);
    subscriptions.system(event);
    catchUp.system(event);
  };
  const reconfigure: Engine['reconfigure'] = async (next) => {
    setProxies(next.proxies);
    const before = config;
    config = next;
    const changed = activateSources();
    store.send({ type: 'configure', configuration: storeConfiguration(next) });
    catchUp.setSources(next.sources);
    setSources(changed);
    if (next.port === before.port) await reachability.setTunnel(next.tunnel);
    else {
      const { closed } = await closeListener();
      await reachability.close();
      await reachability.setTunnel(next.tunnel);
      await closed;
      await listening.open(next.port);
    }
    const listener = listening.current();
    if (listener) events.onListening(listener);
    reachability.tellAgain();
    catchUp.emitCurrent();
    events.onSubscriptions(list());
  };
  return {
    request,
    settleNotification: results.add,
    onNotificationsAvailable() {
      results.flush();
      store.send({ type: 'notifications-available' });
    },
    system,
    reconfigure,
    stop,
  };
}
