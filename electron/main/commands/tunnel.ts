import type { z } from 'zod';
import { type LiveTunnel, type TunnelSettings, withSeen } from '#shared/config/tunnel.ts';
import type { WindowHandlers } from '#shared/contract/ipc.ts';
import type { SecretSaveResult } from '#shared/contract/outcome.ts';
import type {
  Reachability,
  TunnelTestResult,
  tunnelSaveSchema,
  tunnelShellMethods,
} from '#shared/contract/tunnel.ts';
import { isSameData } from '#shared/util/same-data.ts';
import { hasSameDestination } from '../secrets/destination.ts';
import { keepSecret } from '../secrets/keep.ts';
import type { SecretStore } from '../secrets/store.ts';
import type { SettingsStore } from '../settings/store.ts';

type SaveRequest = z.output<typeof tunnelSaveSchema>;

/**
 * Removes what was seen of another tunnel: a pinned key belongs to one server, and the next first key is accepted. A domain that
 * the rep enters is the rep's own.
 */
function withoutStale(next: TunnelSettings, current: TunnelSettings): TunnelSettings {
  if (next.kind === 'ngrok' && next.isAssigned) {
    if (current.kind === 'ngrok' && current.isAssigned && current.domain === next.domain) return next;
    const { isAssigned: _stale, ...rest } = next;
    return rest;
  }
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

  /** The stored secret when it was entered for this tunnel's service, server or program. It is given to no other. */
  const secretFor = (tunnel: TunnelSettings): string | null =>
    hasSameDestination(tunnel, settings.current.tunnel) ? secrets.tunnel : null;

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
    } else if (clearSecret || !hasSameDestination(tunnel, settings.current.tunnel))
      await secrets.clearTunnel();
    await settings.update((current) => ({ ...current, tunnel: withoutStale(tunnel, current.tunnel) }));
    changed();
    return { ok: true };
  }

  async function test({ tunnel, secret }: Pick<SaveRequest, 'tunnel' | 'secret'>): Promise<TunnelTestResult> {
    const known = secret ?? secretFor(tunnel);
    return await testTunnel({
      settings: withoutStale(tunnel, settings.current.tunnel),
      ...(known ? { secret: known } : {}),
    });
  }

  /**
   * Keeps what the open tunnel shows of itself: the key of an SSH server that was accepted on first use, and the domain that
   * ngrok assigned, once it is proved. To the engine, which knows both, it is no change.
   */
  async function keepSeen({ kind, phase, seenHostKey, publicUrl }: Reachability): Promise<void> {
    const isProved = phase === 'listening';
    const seen = { seenHostKey, publicUrl: isProved ? publicUrl : null };
    const isNews = (tunnel: TunnelSettings) =>
      tunnel.kind === kind && !isSameData(withSeen(tunnel, seen), tunnel);
    if (!isNews(settings.current.tunnel)) return;
    await settings.update((current) =>
      isNews(current.tunnel) ? { ...current, tunnel: withSeen(current.tunnel, seen) } : current,
    );
  }

  return { save, test, keepSeen };
}
export type TunnelCommands = ReturnType<typeof createTunnelCommands>;

export const tunnelHandlers = ({
  save,
  test,
}: TunnelCommands): WindowHandlers<keyof typeof tunnelShellMethods> => ({
  'tunnel.save': save,
  'tunnel.test': test,
});
