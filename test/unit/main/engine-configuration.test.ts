import { EventEmitter } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import type { UtilityProcess } from 'electron';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineSupervisor } from '../../../electron/main/engine/supervisor.ts';
import { engineConfig } from '../../../electron/main/settings/engine-config.ts';
import type { EngineConfig } from '../../../shared/config/engine-config.ts';
import { type Settings, settingsSchema } from '../../../shared/config/settings.ts';
import type { EngineMessage, HostMessage } from '../../../shared/contract/engine-protocol.ts';
import { sampleCompleteness, sampleReachability } from '../../support/samples.ts';

const source = (id: string, name = id) => ({ id, name, provider: 'hmac', options: {} }) as const;
const ssh = {
  kind: 'ssh',
  host: 'relay.example.com',
  port: 22,
  user: 'tunnel',
  bindAddress: 'localhost',
  bindPort: 80,
  publicUrl: 'https://relay.example.com',
} as const;

/** The shell's side of an engine that takes what it is sent and says what the test lets it say. */
function start(initial: Partial<Settings> = {}) {
  const world = {
    settings: settingsSchema.parse({ sources: [source('main'), source('other')], ...initial }),
    secrets: new Map<string, string[]>(),
    credentials: {} as Record<string, string>,
    tunnelSecret: null as string | null,
  };
  const config = (): EngineConfig =>
    engineConfig(
      world.settings,
      {
        get: (id) => world.secrets.get(id) ?? [],
        credentials: () => world.credentials,
        tunnel: world.tunnelSecret,
      },
      { region: world.settings.region, locale: 'en-US' },
    );
  const sent: Extract<HostMessage, { type: 'configure' }>[] = [];
  const child = Object.assign(new EventEmitter(), {
    postMessage: (message: HostMessage) => {
      if (message.type === 'configure') sent.push(structuredClone(message));
    },
    kill: () => true,
  });
  const supervisor = new EngineSupervisor({
    fork: () => child as unknown as UtilityProcess,
    configuration: () => ({ dataFolder: '/data', config: config() }),
    log: () => undefined,
  });
  const tell = (message: EngineMessage): boolean => child.emit('message', message);
  supervisor.start();
  tell({ type: 'ready' });
  return {
    world,
    config,
    sent,
    supervisor,
    tell,
    change(settings: Partial<Settings>) {
      world.settings = settingsSchema.parse({ ...world.settings, ...settings });
      supervisor.reconfigure();
    },
  };
}

/** What an engine says of itself under a configuration. */
const told = (revision: number): EngineMessage[] => [
  { type: 'listening', revision, url: 'http://127.0.0.1:4519', port: 4519 },
  { type: 'reachability', revision, reachability: sampleReachability({ seenHostKey: 'SHA256:example' }) },
  {
    type: 'completeness',
    revision,
    completeness: { sources: [sampleCompleteness()], nothingMissingSince: null },
  },
  {
    type: 'subscriptions',
    revision,
    subscriptions: ['main', 'other'].map((sourceId) => ({
      sourceId,
      transport: 'socket',
      state: 'healthy',
      reason: null,
      reasonCode: null,
      fix: null,
      canRepair: false,
      since: '2026-11-23T14:12:00.000Z',
    })),
  },
];

describe('the engine hears of a change', () => {
  it.each([
    [{ port: 4600 }, { port: 4600 }],
    [{ region: 'GB' }, { region: 'GB' }],
    [{ holdSeconds: 4.5 }, { holdSeconds: 4.5 }],
    [{ callDays: 30 }, { retention: { callDays: 30 } }],
    [{ deliveryDays: 3 }, { retention: { deliveryDays: 3 } }],
    [{ tunnel: ssh }, { tunnel: { settings: ssh } }],
    [{ sources: [{ ...source('main'), publicUrl: 'https://a.example' }] }, { sources: [{ id: 'main' }] }],
  ] as const)('of %o', (change, expected) => {
    const { sent, change: set } = start();
    set(change as Partial<Settings>);
    expect(sent.map(({ revision }) => revision)).toEqual([1, 2]);
    expect(sent[1]?.config).toMatchObject(expected);
  });

  it('of a secret, and of credentials', () => {
    const { sent, world, supervisor } = start({ tunnel: ssh });
    world.secrets.set('main', ['a secret']);
    supervisor.reconfigure();
    world.credentials = { apiKey: 'a key' };
    supervisor.reconfigure();
    world.tunnelSecret = 'a passphrase';
    supervisor.reconfigure();
    expect(sent).toHaveLength(4);
    expect(sent[3]?.config).toMatchObject({
      sources: [{ secrets: ['a secret'], credentials: { apiKey: 'a key' } }, { secrets: [] }],
      tunnel: { secret: 'a passphrase' },
    });
  });

  it.each([
    { appearance: 'dark' },
    { crmTemplate: 'https://crm.example/{e164}' },
    { trayHintShown: true },
    { sources: [source('main', 'Head office'), source('other')] },
  ] as const)('and not of what the shell alone looks at: %o', (change) => {
    const { sent, change: set } = start();
    set(change as Partial<Settings>);
    expect(sent).toHaveLength(1);
  });

  it('exactly where it changes what the engine is configured with, whatever is changed in which order', () => {
    const sources = fc.uniqueArray(
      fc.record(
        {
          id: fc.constantFrom('main', 'other', 'third'),
          name: fc.constantFrom('Sales', 'Support'),
          provider: fc.constantFrom('hmac' as const, 'twilio' as const),
          options: fc.constantFrom({}, { preset: 'github' }, { preset: 'stripe', toleranceSeconds: 60 }),
          publicUrl: fc.constantFrom('https://a.example', undefined),
        },
        { requiredKeys: ['id', 'name', 'provider', 'options'] },
      ),
      { selector: ({ id }) => id, maxLength: 3 },
    );
    const changes = fc.oneof(
      fc.record({ sources }),
      fc.record({ port: fc.constantFrom(4519, 4600) }),
      fc.record({ region: fc.constantFrom(null, 'US', 'GB') }),
      fc.record({ holdSeconds: fc.constantFrom(0, 2, 4.5) }),
      fc.record({ callDays: fc.constantFrom(30, 90), deliveryDays: fc.constantFrom(3, 14) }),
      fc.record({ appearance: fc.constantFrom('light' as const, 'dark' as const) }),
      fc.record({ crmTemplate: fc.constantFrom('', 'tel:{e164}') }),
      fc.record({ trayHintShown: fc.boolean() }),
      fc.record({
        tunnel: fc.constantFrom({ kind: 'none' as const }, ssh, { ...ssh, hostKey: 'SHA256:other' }),
      }),
    );
    const plain = (config: EngineConfig): unknown => JSON.parse(JSON.stringify(config));
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 20 }), (story) => {
        const { sent, config, change } = start();
        for (const step of story) {
          const before = plain(config());
          const count = sent.length;
          change(step as Partial<Settings>);
          expect(sent.length - count).toBe(isDeepStrictEqual(plain(config()), before) ? 0 : 1);
        }
        expect(plain(sent.at(-1)?.config as EngineConfig)).toEqual(plain(config()));
      }),
    );
  });
});

describe('what the engine said of itself', () => {
  const known = {
    url: 'http://127.0.0.1:4519',
    reachability: { phase: 'listening' },
    completeness: { sources: [{ sourceId: 'main' }] },
    subscriptions: [{ sourceId: 'main' }, { sourceId: 'other' }],
  };
  const listening = (initial?: Partial<Settings>) => {
    const running = start(initial);
    for (const message of told(1)) running.tell(message);
    expect(running.supervisor.state).toMatchObject(known);
    return running;
  };

  it('holds while settings change that interrupt nothing, at each moment', () => {
    const { supervisor, change, sent } = listening();
    const states: unknown[] = [];
    supervisor.on('state', (state) => states.push(state));
    change({ holdSeconds: 10 });
    change({ region: 'GB', callDays: 30 });
    expect(sent).toHaveLength(3);
    for (const state of states) expect(state).toMatchObject(known);
  });

  it('holds no more of the port and the tunnel where the port changes', () => {
    const { supervisor, change } = listening();
    change({ port: 4600 });
    expect(supervisor.state).toMatchObject({ ...known, url: null, port: null, reachability: null });
  });

  it('holds no more of the tunnel where that changes, and of a source where that does', () => {
    const { supervisor, change } = listening();
    change({ tunnel: ssh });
    expect(supervisor.state).toMatchObject({ ...known, reachability: null });
    change({ sources: [source('main'), { ...source('other'), options: { preset: 'github' } }] });
    expect(supervisor.state.subscriptions).toMatchObject([{ sourceId: 'main' }]);
  });

  it('holds when the key is pinned that the server showed, and not when it is another one', () => {
    const { supervisor, change } = listening({ tunnel: ssh });
    change({ tunnel: { ...ssh, hostKey: 'SHA256:example' } });
    expect(supervisor.state).toMatchObject(known);
    change({ tunnel: { ...ssh, hostKey: 'SHA256:other' } });
    expect(supervisor.state.reachability).toBeNull();
  });

  it('is not believed any more once it has another configuration', () => {
    const { supervisor, change, tell } = start();
    change({ port: 4600 });
    for (const message of told(1)) tell(message);
    expect(supervisor.state).toMatchObject({
      url: null,
      reachability: null,
      completeness: null,
      subscriptions: [],
    });
    for (const message of told(2)) tell(message);
    expect(supervisor.state).toMatchObject({
      url: 'http://127.0.0.1:4519',
      reachability: { seenHostKey: 'SHA256:example' },
      completeness: { sources: [{ sourceId: 'main' }] },
      subscriptions: [{ sourceId: 'main' }, { sourceId: 'other' }],
    });
  });
});
