/**
 * The main process as the window sees it, in memory: it keeps calls, callers and settings, answers by the contract and
 * tells what changed. Requests are parsed by the contract's own schemas.
 */

import { patchSettings, type SecretState } from '#shared/config/settings.ts';
import type { Call } from '#shared/contract/calls.ts';
import { contactOf } from '#shared/contract/contact.ts';
import type { DeliveryDetails, ReprocessResult } from '#shared/contract/deliveries.ts';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import {
  type Bridge,
  type WindowEvent,
  type WindowEventPayload,
  windowMethods,
} from '#shared/contract/ipc.ts';
import type { Outcome } from '#shared/contract/outcome.ts';
import type { SettingsView } from '#shared/contract/settings.ts';
import type { SimulatedEvent, SimulationResult } from '#shared/contract/simulator.ts';
import type { SourceHealth } from '#shared/contract/sources.ts';
import type { Status } from '#shared/contract/status.ts';
import type { TunnelTestResult } from '#shared/contract/tunnel.ts';
import { configured, listening, sampleNow } from './samples.ts';

export interface FakeWorld {
  status: Status;
  view: SettingsView;
  /** Newest first. */
  calls: Call[];
  /** Newest first, open and closed. */
  followUps: FollowUp[];
  /** Newest first. */
  deliveries: DeliveryDetails[];
  /** What becomes of dead letters when they are tried again; the others fail as before. */
  revivals: ReprocessResult[];
  health: SourceHealth[];
  /** What a test of the tunnel finds. */
  tunnelTest: TunnelTestResult;
  /** What the simulator's requests of each kind are answered; one request with 200 unless told. */
  simulations: Partial<Record<SimulatedEvent, SimulationResult>>;
  /** What the next commands by this name answer instead of being carried out. */
  refusals: Partial<
    Record<
      'openInCrm' | 'callBack' | 'copyNumber' | 'updateSettings' | 'saveCredentials' | 'testNotification',
      string
    >
  >;
  /** Names of bridge functions whose promise is rejected. */
  broken: Set<keyof Bridge>;
}

export interface FakeBridge {
  bridge: Bridge;
  world: FakeWorld;
  /** What was asked for, in order: the function's name and its arguments. */
  requests: { name: keyof Bridge; args: unknown[] }[];
  /** Tells the window something. */
  tell: <C extends WindowEvent>(channel: C, payload: WindowEventPayload<C>) => void;
  /** Adds or replaces a call, and tells it. */
  addCall: (call: Call) => void;
}

const done: Outcome = { ok: true };

/** One page of a list, newest first, by the contract's cursor. */
function page<T extends { id: string }>(
  all: T[],
  { limit, before }: { limit: number; before?: string | undefined },
) {
  const start = before === undefined ? 0 : all.findIndex(({ id }) => id === before) + 1;
  const items = all.slice(start, start + limit);
  const hasMore = start + limit < all.length;
  return { items, nextBefore: hasMore ? (items.at(-1)?.id ?? null) : null, total: all.length };
}

/** A main process with this content; everything left out is a configured app that is listening and has no calls. */
export function createFakeBridge(content: Partial<FakeWorld> = {}): FakeBridge {
  const world: FakeWorld = {
    status: listening,
    view: configured,
    calls: [],
    followUps: [],
    deliveries: [],
    revivals: [],
    health: [],
    tunnelTest: { ok: true, publicUrl: 'https://calls.example.com', roundTripMs: 84 },
    simulations: {},
    refusals: {},
    broken: new Set(),
    ...content,
  };
  const requests: FakeBridge['requests'] = [];
  const listeners = new Map<WindowEvent, Set<(payload: never) => void>>();

  const tell: FakeBridge['tell'] = (channel, payload) => {
    for (const listener of listeners.get(channel) ?? []) listener(payload as never);
  };
  const on =
    <C extends WindowEvent>(channel: C) =>
    (listener: (payload: WindowEventPayload<C>) => void): (() => void) => {
      const set = listeners.get(channel) ?? new Set();
      listeners.set(channel, set.add(listener));
      return () => set.delete(listener);
    };
  /** Notes the request; a broken function answers as an IPC failure does. */
  const answer = async <T>(name: keyof Bridge, args: unknown[], work: () => T): Promise<T> => {
    requests.push({ name, args });
    if (world.broken.has(name)) throw new Error(`Error invoking remote method for ${name}`);
    return work();
  };
  const refusable = (name: keyof FakeWorld['refusals'], args: unknown[], work: () => void) =>
    answer(name, args, (): Outcome => {
      const message = world.refusals[name];
      if (message) return { ok: false, message };
      work();
      return done;
    });
  const setView = (view: SettingsView): void => {
    world.view = view;
    tell('settings.changed', view);
  };
  const move = (id: string, parts: Partial<FollowUp>): FollowUp | null => {
    const followUp = world.followUps.find((other) => other.id === id);
    if (!followUp) return null;
    const moved = { ...followUp, ...parts };
    world.followUps = world.followUps.map((other) => (other.id === id ? moved : other));
    tell('followUps.changed', { followUp: moved });
    return moved;
  };

  const saveSource: Bridge['saveSource'] = (request) =>
    answer('saveSource', [request], () => {
      const { source, secrets, secretsMode, withoutKeyring } =
        windowMethods['sources.save'].request.parse(request);
      const { settings, keyring } = world.view;
      if (secrets && !keyring.secure && !withoutKeyring)
        return { ok: false as const, consentNeeded: true as const, backend: keyring.backend };
      const known = world.view.secrets.find(({ sourceId }) => sourceId === source.id);
      const kept: SecretState = known ?? { sourceId: source.id, count: 0, storage: 'none' };
      const storage = keyring.secure ? 'keychain' : (withoutKeyring ?? kept.storage);
      const count = secretsMode === 'add' ? Math.min(kept.count + 1, 2) : (secrets?.length ?? 0);
      const state: SecretState =
        secretsMode === 'keep-newest' ? { ...kept, count: 1 } : secrets ? { ...kept, count, storage } : kept;
      const exists = settings.sources.some(({ id }) => id === source.id);
      setView({
        ...world.view,
        settings: {
          ...settings,
          sources: exists
            ? settings.sources.map((other) => (other.id === source.id ? source : other))
            : [...settings.sources, source],
        },
        secrets: [...world.view.secrets.filter(({ sourceId }) => sourceId !== source.id), state],
      });
      return { ok: true as const };
    });

  const reprocessDeadLetters: Bridge['reprocessDeadLetters'] = (request) =>
    answer('reprocessDeadLetters', [request], () => {
      const { ids, dryRun } = windowMethods['deliveries.reprocess'].request.parse(request);
      const dead = world.deliveries.filter(
        ({ delivery }) => delivery.outcome === 'failed' && (ids?.includes(delivery.id) ?? true),
      );
      const results = dead.map(
        ({ delivery: { id, reason } }): ReprocessResult =>
          world.revivals.find((revival) => revival.id === id) ?? { id, result: 'failed', reason, calls: [] },
      );
      if (dryRun) return { results };
      const revived = new Set(results.filter(({ result }) => result === 'processed').map(({ id }) => id));
      world.deliveries = world.deliveries.map((details) =>
        revived.has(details.delivery.id)
          ? { ...details, delivery: { ...details.delivery, outcome: 'accepted' as const, reason: null } }
          : details,
      );
      world.health = world.health.map((source) => ({
        ...source,
        failed: world.deliveries.filter(
          ({ delivery }) => delivery.outcome === 'failed' && delivery.sourceId === source.sourceId,
        ).length,
      }));
      return { results };
    });

  const bridge = {
    appInfo: () =>
      answer('appInfo', [], () => ({
        name: 'Ringback',
        version: '0.1.0',
        platform: 'linux x64',
        runtime: 'Electron 45.4.1, Chromium 148.0.7778.97, Node 24.9.0',
        dataFolder: '~/.config/Ringback',
      })),
    getStatus: () => answer('getStatus', [], () => world.status),
    getSummary: () =>
      answer('getSummary', [], () => ({
        toCallBack: world.followUps.filter(({ state }) => state === 'open').length,
        lastMissed: world.calls.filter(({ outcome }) => outcome === 'missed').slice(0, 5),
        lastEventAt: world.status.lastEventAt,
      })),
    listCalls: (request) =>
      answer('listCalls', [request], () => {
        const { contact, ...wanted } = windowMethods['calls.list'].request.parse(request);
        const { items, ...rest } = page(
          contact === undefined ? world.calls : world.calls.filter((call) => contactOf(call) === contact),
          wanted,
        );
        return { calls: items, ...rest };
      }),
    listFollowUps: (request) =>
      answer('listFollowUps', [request], () => {
        const { state, ...wanted } = windowMethods['followUps.list'].request.parse(request);
        const { items, ...rest } = page(
          world.followUps.filter((followUp) => followUp.state === state),
          wanted,
        );
        return { followUps: items, ...rest };
      }),
    removeTestCalls: () =>
      answer('removeTestCalls', [], () => {
        const removed = world.calls.filter(({ isTest }) => isTest).length;
        world.calls = world.calls.filter(({ isTest }) => !isTest);
        world.followUps = world.followUps.filter(({ lastCall }) => !lastCall.isTest);
        return { removed };
      }),
    closeFollowUp: (id) =>
      answer('closeFollowUp', [id], () =>
        move(id, { state: 'closed', closedAt: sampleNow, closedBy: 'rep' }),
      ),
    reopenFollowUp: (id) =>
      answer('reopenFollowUp', [id], () => move(id, { state: 'open', closedAt: null, closedBy: null })),
    listDeliveries: (request) =>
      answer('listDeliveries', [request], () => {
        const { outcomes, ...wanted } = windowMethods['deliveries.list'].request.parse(request);
        const all = world.deliveries.map(({ delivery }) => delivery);
        const { items, nextBefore } = page(
          outcomes ? all.filter(({ outcome }) => outcomes.includes(outcome)) : all,
          wanted,
        );
        return { deliveries: items, nextBefore };
      }),
    getDelivery: (id) =>
      answer('getDelivery', [id], () => world.deliveries.find(({ delivery }) => delivery.id === id) ?? null),
    reprocessDeadLetters,
    openInCrm: (callId) => refusable('openInCrm', [callId], () => {}),
    callBack: (callId) => refusable('callBack', [callId], () => {}),
    copyNumber: (callId) => refusable('copyNumber', [callId], () => {}),
    getSettings: () => answer('getSettings', [], () => world.view),
    updateSettings: (patch) =>
      refusable('updateSettings', [patch], () => {
        const changes = windowMethods['settings.update'].request.parse(patch);
        setView({ ...world.view, settings: patchSettings(world.view.settings, changes) });
      }),
    saveSource,
    removeSource: (id) =>
      answer('removeSource', [id], () => {
        const { settings, secrets } = world.view;
        setView({
          ...world.view,
          settings: { ...settings, sources: settings.sources.filter((source) => source.id !== id) },
          secrets: secrets.filter(({ sourceId }) => sourceId !== id),
        });
        return done;
      }),
    copySourceUrl: (id) => answer('copySourceUrl', [id], () => done),
    getSourceHealth: () => answer('getSourceHealth', [], () => world.health),
    saveCredentials: (request) =>
      answer('saveCredentials', [request], () => {
        const { id, credentials } = windowMethods['sources.saveCredentials'].request.parse(request);
        const message = world.refusals.saveCredentials;
        if (message) return { ok: false as const, message, field: 'credentials' };
        const known = world.view.credentials.find(({ sourceId }) => sourceId === id)?.names ?? [];
        const given = Object.keys(credentials);
        const names = [
          ...known.filter((name) => !given.includes(name)),
          ...given.filter((name) => credentials[name] !== ''),
        ];
        const others = world.view.credentials.filter(({ sourceId }) => sourceId !== id);
        const state = { sourceId: id, names, storage: 'keychain' as const };
        setView({ ...world.view, credentials: names.length === 0 ? others : [...others, state] });
        return done;
      }),
    saveTunnel: (request) =>
      answer('saveTunnel', [request], () => {
        const { tunnel, secret, clearSecret } = windowMethods['tunnel.save'].request.parse(request);
        const isSet = secret !== undefined || (world.view.tunnelSecret.isSet && !clearSecret);
        setView({
          ...world.view,
          settings: { ...world.view.settings, tunnel },
          tunnelSecret: { isSet, storage: isSet ? 'keychain' : 'none' },
        });
        return done;
      }),
    testTunnel: (request) => answer('testTunnel', [request], () => world.tunnelTest),
    reconnectTunnel: () => answer('reconnectTunnel', [], () => done),
    runCatchUp: (sourceId) =>
      answer(
        'runCatchUp',
        [sourceId],
        () => world.status.completeness ?? { sources: [], nothingMissingSince: null },
      ),
    repairSubscription: (sourceId) =>
      answer('repairSubscription', [sourceId], () => {
        const found = world.status.subscriptions.find((subscription) => subscription.sourceId === sourceId);
        if (!found) throw new Error(`There is no subscription of "${sourceId}"`);
        return found;
      }),
    simulate: (request) =>
      answer('simulate', [request], () => {
        const { event } = windowMethods['simulator.send'].request.parse(request);
        return world.simulations[event] ?? { requests: [{ description: 'A request', status: 200 }] };
      }),
    testNotification: () => refusable('testNotification', [], () => {}),
    dismissProblem: ({ code, since }) =>
      answer('dismissProblem', [{ code, since }], () => {
        const problems = world.status.problems.filter(
          (problem) => problem.code !== code || problem.since !== since,
        );
        world.status = { ...world.status, problems };
        tell('status.changed', world.status);
        return done;
      }),
    onStatusChanged: on('status.changed'),
    onCallsChanged: on('calls.changed'),
    onFollowUpsChanged: on('followUps.changed'),
    onSettingsChanged: on('settings.changed'),
    onNavigate: on('app.navigate'),
  } satisfies Bridge;

  const addCall = (call: Call): void => {
    const exists = world.calls.some(({ id }) => id === call.id);
    world.calls = exists
      ? world.calls.map((other) => (other.id === call.id ? call : other))
      : [call, ...world.calls];
    tell('calls.changed', { calls: [call] });
  };
  return { bridge, world, requests, tell, addCall };
}
