import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSourceCommands } from '../../../electron/main/commands/sources.ts';
import { createTunnelCommands } from '../../../electron/main/commands/tunnel.ts';
import { type Keyring, KeyringError } from '../../../electron/main/secrets/keyring.ts';
import { SecretStore } from '../../../electron/main/secrets/store.ts';
import { SettingsStore } from '../../../electron/main/settings/store.ts';
import { StatusBoard } from '../../../electron/main/status/status.ts';
import type { TunnelSettings } from '../../../shared/config/tunnel.ts';

// The modules import it for what these tests do not use; outside Electron there is none.
vi.mock('electron', () => ({ clipboard: {}, safeStorage: {} }));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ringback-secrets-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A system's keychain that turns texts round; a locked one gives nothing back, and with none there is only consent. */
const keyring = (kind: 'open' | 'locked' | 'none'): Keyring => ({
  plainPossible: true,
  state: async () => ({ backend: kind === 'none' ? 'basic_text' : 'example', secure: kind !== 'none' }),
  encrypt: async (text) => Buffer.from(text).reverse(),
  decrypt: async (encrypted) => {
    if (kind === 'locked') throw new KeyringError('decrypt', 'The system could not decrypt the secret.');
    return Buffer.from(encrypted).reverse().toString();
  },
  allowPlain: () => undefined,
});
const openSecrets = (kind: Parameters<typeof keyring>[0]) =>
  SecretStore.open(join(folder, 'secrets.json'), keyring(kind));

async function openSettings(): Promise<SettingsStore> {
  const { store } = await SettingsStore.open(join(folder, 'settings.json'));
  const tunnel = { kind: 'ngrok' } as const;
  const source = { id: 'main', name: 'Sales line', provider: 'twilio', options: {} } as const;
  await store.update((current) => ({ ...current, tunnel, sources: [source] }));
  return store;
}

describe("the tunnel's secret", () => {
  async function saveWhileLocked(kind: 'ngrok' | 'cloudflared'): Promise<string | null> {
    const settings = await openSettings();
    await (await openSecrets('open')).store.setTunnel('example-token', 'keychain');
    const { save } = createTunnelCommands({
      settings,
      secrets: (await openSecrets('locked')).store,
      testTunnel: () => Promise.reject(new Error('The engine is not asked')),
      changed: () => undefined,
    });
    await expect(save({ tunnel: { kind }, clearSecret: false })).resolves.toEqual({ ok: true });
    return (await openSecrets('open')).store.tunnel;
  }

  it('outlives a save while the keychain is locked', async () => {
    await expect(saveWhileLocked('ngrok')).resolves.toBe('example-token');
  });

  it('goes with its kind of tunnel, readable or not', async () => {
    await expect(saveWhileLocked('cloudflared')).resolves.toBeNull();
  });
});

describe('a stored secret is given only to where it was entered for', () => {
  const server = { address: '127.0.0.1:4443', caCertificate: 'example' };
  async function withTunnel(tunnel: TunnelSettings) {
    const settings = await openSettings();
    await settings.update((current) => ({ ...current, tunnel }));
    const { store: secrets } = await openSecrets('open');
    await secrets.setTunnel('example-token', 'keychain');
    const testTunnel = vi.fn(() => Promise.reject(new Error('Only its request matters')));
    return {
      secrets,
      testTunnel,
      ...createTunnelCommands({ settings, secrets, testTunnel, changed: () => {} }),
    };
  }

  it.each<[string, TunnelSettings, TunnelSettings, boolean]>([
    ['another ngrok server', { kind: 'ngrok' }, { kind: 'ngrok', server }, false],
    ['ngrok’s own server again', { kind: 'ngrok', server }, { kind: 'ngrok' }, false],
    [
      'another certificate',
      { kind: 'ngrok', server },
      { kind: 'ngrok', server: { ...server, caCertificate: 'x' } },
      false,
    ],
    ['another domain', { kind: 'ngrok', server }, { kind: 'ngrok', server, domain: 'acme.ngrok.app' }, true],
    ['another program', { kind: 'cloudflared' }, { kind: 'cloudflared', program: '/opt/x' }, false],
    [
      'the same program',
      { kind: 'cloudflared', program: '/opt/x' },
      { kind: 'cloudflared', program: '/opt/x', publicUrl: 'https://a.example' },
      true,
    ],
  ])('a tunnel with %s', async (_, before, after, isGiven) => {
    const { save, secrets, test, testTunnel } = await withTunnel(before);
    await expect(test({ tunnel: after, secret: undefined })).rejects.toThrow('Only its request');
    expect(testTunnel).toHaveBeenCalledExactlyOnceWith({
      settings: after,
      ...(isGiven ? { secret: 'example-token' } : {}),
    });
    await save({ tunnel: after, clearSecret: false });
    expect(secrets.tunnel).toBe(isGiven ? 'example-token' : null);
    expect((await openSecrets('open')).store.tunnel).toBe(isGiven ? 'example-token' : null);
  });

  it('a new secret that comes with the other server is kept', async () => {
    const { save, secrets } = await withTunnel({ kind: 'ngrok' });
    await save({ tunnel: { kind: 'ngrok', server }, secret: 'another-token', clearSecret: false });
    expect(secrets.tunnel).toBe('another-token');
  });

  it('credentials do not go to another API address', async () => {
    const { store: secrets } = await openSecrets('open');
    await secrets.setCredentials('main', { accountSid: 'AC0', authToken: 'example' }, 'keychain');
    const settings = await openSettings();
    const { save, saveCredentials } = createSourceCommands({
      settings,
      secrets,
      publicOrigin: () => null,
      subscriptionOf: () => undefined,
      confirmAddress: async () => {},
      moveAddress: async () => {},
      changed: () => {},
    });
    const [source] = settings.current.sources;
    if (!source) throw new Error('There is a source');
    await save({ source: { ...source, name: 'Another name' }, secretsMode: 'replace' });
    expect(secrets.credentials('main')).toEqual({ accountSid: 'AC0', authToken: 'example' });
    const options = { apiBaseUrl: 'https://collector.example' };
    await save({ source: { ...source, options }, secretsMode: 'replace' });
    expect(secrets.credentials('main')).toEqual({});
    expect((await openSecrets('open')).store.credentials('main')).toEqual({});
    // Where the server is one of the credentials.
    const server = 'https://platform.example';
    await secrets.setCredentials('main', { clientSecret: 'example', server }, 'keychain');
    await saveCredentials({ id: 'main', credentials: { jwt: 'example', server } });
    expect(secrets.credentials('main')).toEqual({ clientSecret: 'example', jwt: 'example', server });
    await saveCredentials({ id: 'main', credentials: { server: 'https://collector.example' } });
    expect(secrets.credentials('main')).toEqual({ server: 'https://collector.example' });
  });
});

describe('access to a call log', () => {
  it('is erased without a question where there is no keychain', async () => {
    const { store: secrets } = await openSecrets('none');
    await secrets.setCredentials('main', { accountSid: 'AC0' }, 'plain');
    const changed = vi.fn();
    const { saveCredentials } = createSourceCommands({
      settings: await openSettings(),
      secrets,
      publicOrigin: () => null,
      subscriptionOf: () => undefined,
      confirmAddress: async () => {},
      moveAddress: async () => {},
      changed,
    });
    await expect(saveCredentials({ id: 'main', credentials: { authToken: 'example' } })).resolves.toEqual({
      ok: false,
      consentNeeded: true,
      backend: 'basic_text',
    });
    await expect(saveCredentials({ id: 'main', credentials: { accountSid: '' } })).resolves.toEqual({
      ok: true,
    });
    expect(changed).toHaveBeenCalledExactlyOnceWith('main');
    expect(secrets.credentialState('main')).toEqual({ sourceId: 'main', names: [], storage: 'none' });
    expect((await openSecrets('none')).store.credentials('main')).toEqual({});
  });
});

describe('what the keychain did not give back', () => {
  it('is told until it is entered again, of the tunnel as of each phone system', async () => {
    const { store } = await openSecrets('open');
    await store.set('main', ['example'], 'keychain');
    await store.setTunnel('example-token', 'keychain');
    const status = new StatusBoard();
    for (const problem of (await openSecrets('locked')).problems) status.report(problem);
    const told = (): string[] => status.current.problems.map(({ message }) => message);
    expect(told()).toEqual([
      'The system\'s keychain did not give back the secret of "main".',
      "The system's keychain did not give back the secret of the tunnel.",
    ]);
    status.clear('secret-missing', null);
    expect(told()).toEqual(['The system\'s keychain did not give back the secret of "main".']);
    status.clear('secret-missing', 'main');
    expect(told()).toEqual([]);
  });
});
