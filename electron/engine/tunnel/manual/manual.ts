/** A public address that somebody else forwards to the port. There is nothing to open, and only a probe can tell that it is down. */
import type { TunnelSettings } from '#shared/config/tunnel.ts';
import type { OpenKind } from '../tunnel.ts';

export const openManual: OpenKind<Extract<TunnelSettings, { kind: 'manual' }>> = async ({ settings }) => ({
  url: new URL(settings.publicUrl).origin,
  close: async () => {},
});
