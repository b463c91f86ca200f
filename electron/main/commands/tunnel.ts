import type { z } from 'zod';
import type { LiveTunnel, TunnelSettings } from '#shared/config/tunnel.ts';
import type { WindowHandlers } from '#shared/contract/ipc.ts';
import type { SecretSaveResult } from '#shared/contract/outcome.ts';
import type { TunnelTestResult, tunnelSaveSchema, tunnelShellMethods } from '#shared/contract/tunnel.ts';
import { keepSecret } from '../secrets/keep.ts';
import type { SecretStore } from '../secrets/store.ts';
import type { SettingsStore } from '../settings/store.ts';

type SaveRequest = z.output<typeof tunnelSaveSchema>;

/** A pinned key is one server's: another server's first key is accepted anew. */
function withoutStaleHostKey(next: TunnelSettings, current: TunnelSettings): TunnelSettings {
  if (next.kind !== 'ssh' || current.kind !== 'ssh') return next;
  const isSameServer = next.host === current.host && next.port === current.port;
  if (isSameServer || next.hostKey !== current.hostKey) return next;
  const { hostKey: _stale, ...rest } = next;
  return rest;
}

/** What Settings does with the tunnel. */
export function createTunnelCommands(dependencies: {
  settings: SettingsStore;
  secrets: SecretStore;
  /** Asks the engine. */
  testTunnel(tunnel: LiveTunnel): Promise<TunnelTestResult>;
  /** The engine may have to hear of it; called after everything is stored. */
  changed(): void;
}) {
  const { settings, secrets, testTunnel, changed } = dependencies;

  /** The stored secret, where it is of the same kind of tunnel: none is shown to somebody else's server. */
  const secretFor = (tunnel: TunnelSettings): string | null =>
    tunnel.kind === settings.current.tunnel.kind ? secrets.tunnel : null;

  async function save({
    tunnel,
    secret,
    clearSecret,
    withoutKeyring,
  }: SaveRequest): Promise<SecretSaveResult> {
    settings.requireWritable();
    if (secret) {
      const kept = await keepSecret(secrets, withoutKeyring, 'secret', (storage) =>
        secrets.setTunnel(secret, storage),
      );
      if (!kept.ok) return kept;
    } else if (clearSecret || tunnel.kind !== settings.current.tunnel.kind) await secrets.clearTunnel();
    await settings.update((current) => ({ ...current, tunnel: withoutStaleHostKey(tunnel, current.tunnel) }));
    changed();
    return { ok: true };
  }

  async function test({ tunnel, secret }: Pick<SaveRequest, 'tunnel' | 'secret'>): Promise<TunnelTestResult> {
    const known = secret ?? secretFor(tunnel);
    return await testTunnel({
      settings: withoutStaleHostKey(tunnel, settings.current.tunnel),
      ...(known ? { secret: known } : {}),
    });
  }

  /** Keeps the key of an SSH server that was accepted on first use; to the engine, which knows it, it is no change. */
  async function pinHostKey(hostKey: string): Promise<void> {
    const { tunnel } = settings.current;
    if (tunnel.kind !== 'ssh' || tunnel.hostKey !== undefined) return;
    await settings.update((current) =>
      current.tunnel.kind === 'ssh' ? { ...current, tunnel: { ...current.tunnel, hostKey } } : current,
    );
  }

  return { save, test, pinHostKey };
}
export type TunnelCommands = ReturnType<typeof createTunnelCommands>;

export const tunnelHandlers = ({
  save,
  test,
}: TunnelCommands): WindowHandlers<keyof typeof tunnelShellMethods> => ({
  'tunnel.save': save,
  'tunnel.test': test,
});
