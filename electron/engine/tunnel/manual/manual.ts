/** A public address that somebody else forwards to the port: nothing to open, and nothing that could tell that it is down. */
import type { TunnelSettings } from '#shared/config/tunnel.ts';
import type { OpenKind } from '../tunnel.ts';

export const openManual: OpenKind<Extract<TunnelSettings, { kind: 'manual' }>> = async ({ settings }) => ({
  url: new URL(settings.publicUrl).origin,
  close: async () => {},
});
