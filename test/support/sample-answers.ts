/** The default answers of the fake main process: lists show its data, and commands succeed. */
import { patchSettings, type SecretState } from '#shared/config/settings.ts';
import { contactOf } from '#shared/contract/contact.ts';
import type { FollowUp } from '#shared/contract/follow-ups.ts';
import type { Answers, FakeMain } from './fake-bridge.ts';
import { sampleNow } from './samples.ts';

const done = () => ({ ok: true }) as const;

/** A page of a list, newest first, by the contract's cursor. */
function page<T extends { id: string }>(
  all: readonly T[],
  { limit, before }: { limit: number; before?: string | undefined },
) {
  const start = before === undefined ? 0 : all.findIndex(({ id }) => id === before) + 1;
  const items = all.slice(start, start + limit);
  const hasMore = start + limit < all.length;
  return { items, nextBefore: hasMore ? (items.at(-1)?.id ?? null) : null, total: all.length };
}

function move({ world, tell }: FakeMain, id: string, parts: Partial<FollowUp>): FollowUp | null {
  const followUp = world.followUps.find((other) => other.id === id);
  if (!followUp) return null;
  const moved = { ...followUp, ...parts };
  world.followUps = world.followUps.map((other) => (other.id === id ? moved : other));
  tell('followUps.changed', { followUp: moved });
  return moved;
}

/** Saves a source, with the storage of its secret. */
export const saveSource =
  (storage: SecretState['storage']): Answers['sources.save'] =>
  ({ source, secrets }, { world, changeView }) => {
    const { settings, secrets: states } = world.view;
    const isKnown = settings.sources.some(({ id }) => id === source.id);
    const sources = isKnown
      ? settings.sources.map((other) => (other.id === source.id ? source : other))
      : [...settings.sources, source];
    changeView({
      settings: { ...settings, sources },
      secrets: secrets ? [{ sourceId: source.id, count: secrets.length, storage }] : states,
    });
    return done();
  };

export const sampleAnswers: Partial<Answers> = {
  'app.getInfo': () => ({
    name: 'Ringback',
    version: '0.1.0',
    platform: 'linux x64',
    runtime: 'Electron 45.4.1, Chromium 148.0.7778.97, Node 24.9.0',
    dataFolder: '~/.config/Ringback',
  }),
  'status.get': (_, { world }) => world.status,
  'problems.dismiss': done,
  'summary.get': (_, { world }) => ({
    toCallBack: world.followUps.filter(({ state }) => state === 'open').length,
    lastMissed: world.calls.filter(({ outcome }) => outcome === 'missed').slice(0, 5),
    lastEventAt: world.status.lastEventAt,
  }),

  'calls.list': ({ contact, ...wanted }, { world }) => {
    const calls = world.calls.filter((call) => contact === undefined || contactOf(call) === contact);
    const { items, ...rest } = page(calls, wanted);
    return { calls: items, ...rest };
  },
  'calls.findOutsideLine': () => ({ prefix: null, calls: 0 }),
  'calls.removeTests': (_, { world }) => {
    const removed = world.calls.filter(({ isTest }) => isTest).length;
    world.calls = world.calls.filter(({ isTest }) => !isTest);
    world.followUps = world.followUps.filter(({ lastCall }) => !lastCall.isTest);
    return { removed };
  },
  'calls.openInCrm': done,
  'calls.callBack': done,
  'calls.copyNumber': done,

  'followUps.list': ({ state, ...wanted }, { world }) => {
    const { items, ...rest } = page(
      world.followUps.filter((followUp) => followUp.state === state),
      wanted,
    );
    return { followUps: items, ...rest };
  },
  'followUps.get': ({ id }, { world }) => world.followUps.find((followUp) => followUp.id === id) ?? null,
  'followUps.close': ({ id, outcome }, main) =>
    move(main, id, {
      ...{ state: 'closed', closedAt: sampleNow, closedBy: 'rep', doneOutcome: outcome ?? null },
    }),
  'followUps.reopen': ({ id }, main) =>
    move(main, id, { state: 'open', closedAt: null, closedBy: null, doneOutcome: null }),

  'deliveries.list': ({ outcomes, ...wanted }, { world }) => {
    const all = world.deliveries.map(({ delivery }) => delivery);
    const { items, nextBefore } = page(
      all.filter(({ outcome }) => outcomes?.includes(outcome) ?? true),
      wanted,
    );
    return { deliveries: items, nextBefore };
  },
  'deliveries.rescue': () => ({ added: 5, duplicates: 0 }),
  'deliveries.get': ({ id }, { world }) =>
    world.deliveries.find(({ delivery }) => delivery.id === id) ?? null,
  /** They fail again, as before. */
  'deliveries.reprocess': ({ ids }, { world }) => ({
    results: world.deliveries
      .filter(({ delivery: { id, outcome } }) => outcome === 'failed' && (ids?.includes(id) ?? true))
      .map(({ delivery: { id, reason } }) => ({ id, result: 'failed', reason, calls: [] })),
  }),

  'settings.get': (_, { world }) => world.view,
  'settings.update': (patch, { world, changeView }) => {
    changeView({ settings: patchSettings(world.view.settings, patch) });
    return done();
  },

  'sources.getHealth': (_, { world }) => world.health,
  'sources.save': saveSource('keychain'),
  'sources.remove': ({ id }, { world, changeView }) => {
    const { settings } = world.view;
    const sources = settings.sources.filter((source) => source.id !== id);
    changeView({ settings: { ...settings, sources } });
    return done();
  },
  'sources.copyUrl': done,
  'sources.confirmAddress': done,
  'sources.moveAddress': done,
  'sources.saveCredentials': done,

  'tunnel.save': ({ tunnel, secret, clearSecret }, { world, changeView }) => {
    const { settings, tunnelSecret } = world.view;
    const isSet = secret !== undefined || (tunnelSecret.isSet && !clearSecret);
    changeView({
      settings: { ...settings, tunnel },
      tunnelSecret: { isSet, storage: isSet ? 'keychain' : 'none' },
    });
    return done();
  },
  'tunnel.test': () => ({ ok: true, publicUrl: 'https://calls.example.com', roundTripMs: 84 }),
  'tunnel.reconnect': done,

  'catchUp.run': (_, { world }) => world.status.completeness ?? { sources: [], nothingMissingSince: null },
  'subscriptions.repair': ({ sourceId }, { world }) => {
    const found = world.status.subscriptions.find((subscription) => subscription.sourceId === sourceId);
    if (!found) throw new Error(`There is no subscription of "${sourceId}"`);
    return found;
  },
  'simulator.send': () => ({ requests: [{ description: 'A request', status: 200 }] }),
  'notifications.test': done,
};
