import { describe, expect, it, vi } from 'vitest';
import { createTunnelCommands } from '../../../electron/main/commands/tunnel.ts';
import type { SecretStore } from '../../../electron/main/secrets/store.ts';
import { SettingsStore } from '../../../electron/main/settings/store.ts';
import { asSeen, type TunnelSettings } from '../../../shared/config/tunnel.ts';
import { temporaryFolder } from '../../support/engine-process.ts';
import { sampleReachability } from '../../support/samples.ts';

// The modules import it for what these tests do not use; outside Electron there is none.
vi.mock('electron', () => ({ clipboard: {}, safeStorage: {} }));

const publicUrl = 'https://a1b2.ngrok-free.dev';

async function start(tunnel: TunnelSettings) {
  const { store: settings } = await SettingsStore.open(`${temporaryFolder()}/settings.json`);
  await settings.update((current) => ({ ...current, tunnel }));
  const written = vi.fn();
  settings.on('changed', written);
  const secrets = { tunnel: null, clearTunnel: async () => {} } as unknown as SecretStore;
  const commands = createTunnelCommands({
    settings,
    secrets,
    testTunnel: () => Promise.reject(new Error('not asked')),
    changed: () => {},
  });
  return { ...commands, written, tunnel: () => settings.current.tunnel };
}

describe('the domain that ngrok assigned', () => {
  it('is kept once it is proved, and only then', async () => {
    const { keepSeen, tunnel, written } = await start({ kind: 'ngrok' });
    await keepSeen(sampleReachability({ publicUrl, phase: 'probing' }));
    expect(tunnel()).toEqual({ kind: 'ngrok' });
    await keepSeen(sampleReachability({ publicUrl }));
    expect(tunnel()).toEqual({ kind: 'ngrok', domain: 'a1b2.ngrok-free.dev', isAssigned: true });
    await keepSeen(sampleReachability({ publicUrl }));
    expect(written).toHaveBeenCalledTimes(1);
  });

  it('gives way to a later one, and a domain that the rep entered does not', async () => {
    const assigned = await start({ kind: 'ngrok', domain: 'old.example', isAssigned: true });
    await assigned.keepSeen(sampleReachability({ publicUrl }));
    expect(assigned.tunnel()).toMatchObject({ domain: 'a1b2.ngrok-free.dev' });
    const entered = await start({ kind: 'ngrok', domain: 'acme.ngrok.app' });
    await entered.keepSeen(sampleReachability({ publicUrl }));
    expect(entered.tunnel()).toEqual({ kind: 'ngrok', domain: 'acme.ngrok.app' });
  });

  it('becomes the rep’s own when the rep enters another one', async () => {
    const { save, tunnel } = await start({ kind: 'ngrok', domain: 'old.example', isAssigned: true });
    const request = { clearSecret: false, withoutKeyring: undefined };
    await save({ ...request, tunnel: { kind: 'ngrok', domain: 'acme.ngrok.app', isAssigned: true } });
    expect(tunnel()).toEqual({ kind: 'ngrok', domain: 'acme.ngrok.app' });
  });

  it('is not kept of another kind of tunnel', async () => {
    const { keepSeen, tunnel } = await start({ kind: 'ngrok' });
    await keepSeen(sampleReachability({ kind: 'cloudflared', publicUrl }));
    expect(tunnel()).toEqual({ kind: 'ngrok' });
  });

  it('is no change to an engine that knows it', () => {
    const before = { settings: { kind: 'ngrok' as const }, secret: 'token' };
    const seen = { seenHostKey: null, publicUrl };
    const kept = { ...before, settings: { kind: 'ngrok', domain: 'a1b2.ngrok-free.dev', isAssigned: true } };
    expect(asSeen(before, seen)).toEqual(kept);
    expect(asSeen(before, null)).toEqual(before);
  });
});
