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
