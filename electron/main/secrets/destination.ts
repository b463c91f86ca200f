/** Where a stored secret is sent: it was entered for one place, and is given to no other. */
import type { Credentials } from '#shared/config/credentials.ts';
import type { SettingsSource } from '#shared/config/settings.ts';
import type { TunnelSettings } from '#shared/config/tunnel.ts';
import { isSameData } from '#shared/util/same-data.ts';

/** The service, server or program that gets the tunnel's secret. An SSH passphrase stays on this computer. */
const tunnelDestination = (tunnel: TunnelSettings): unknown => {
  switch (tunnel.kind) {
    case 'ngrok':
      return { kind: tunnel.kind, server: tunnel.server };
    case 'cloudflared':
      return { kind: tunnel.kind, program: tunnel.program };
    default:
      return { kind: tunnel.kind };
  }
};

/** True when both tunnels give their secret to the same service, server or program. */
export const hasSameDestination = (one: TunnelSettings, other: TunnelSettings): boolean =>
  isSameData(tunnelDestination(one), tunnelDestination(other));

/** True when both sources give their credentials to the same API. */
export const hasSameApi = (one: SettingsSource, other: SettingsSource): boolean =>
  one.provider === other.provider && isSameData(one.options.apiBaseUrl, other.options.apiBaseUrl);

/** False when a change of credentials names another server for those that are stored (RingCentral's `server`). */
export const namesSameServer = (stored: Credentials, change: Credentials): boolean =>
  change.server === undefined || change.server === (stored.server ?? '');
