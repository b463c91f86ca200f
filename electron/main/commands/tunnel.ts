import type { z } from 'zod';
import type { LiveTunnel, TunnelSettings } from '#shared/config/tunnel.ts';
import type { WindowHandlers } from '#shared/contract/ipc.ts';
import type { SecretSaveResult } from '#shared/contract/outcome.ts';
import type { TunnelTestResult, tunnelSaveSchema, tunnelShellMethods } from '#shared/contract/tunnel.ts';
import { keepSecret } from '../secrets/keep.ts';
import type { SecretStore } from '../secrets/store.ts';
import type { SettingsStore } from '../settings/store.ts';

type SaveRequest = z.output<typeof tunnelSaveSchema>;

/** Removes the pinned key when the server has changed: a key belongs to one server, and the next first key is accepted. */
function withoutStaleHostKey(next: TunnelSettings, current: TunnelSettings): TunnelSettings {
  if (next.kind !== 'ssh' || current.kind !== 'ssh') return next;
  const isSameServer = next.host === current.host && next.port === current.port;
  if (isSameServer || next.hostKey !== current.hostKey) return next;
  const { hostKey: _stale, ...rest } = next;
  return rest;
}

/** The commands of Settings on the tunnel. */
export function createTunnelCommands(dependencies: {
  settings: SettingsStore;
  secrets: SecretStore;
  /** Tests a tunnel through the engine. */
  testTunnel(tunnel: LiveTunnel): Promise<TunnelTestResult>;
  /** Called after everything is stored, to update the engine's configuration. */
  changed(): void;
}) {
  const { settings, secrets, testTunnel, changed } = dependencies;

  /** The stored secret when it belongs to this kind of tunnel. A secret is never sent to another service. */
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

  /** Stores the SSH server's key that was accepted on first use. The engine has it already, so nothing restarts. */
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
