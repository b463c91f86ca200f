/** A source's address where the tunnel's is its own. */
import { type LiveSource, usesSocket } from '#shared/config/sources.ts';
import { type LiveTunnel, staticOrigin } from '#shared/config/tunnel.ts';
import { webhookUrl } from '#shared/config/webhook-url.ts';

/**
 * Signatures that cover the URL are computed from the address as registered with the vendor. Where a source names none, it
 * is the tunnel's, but only one that the settings fix: an address that changes with each start cannot be what the vendor
 * was given.
 */
export function withTunnelAddress(
  sources: readonly LiveSource[],
  tunnel: LiveTunnel | undefined,
): LiveSource[] {
  const publicOrigin = tunnel ? staticOrigin(tunnel.settings) : null;
  if (publicOrigin === null) return [...sources];
  return sources.map((source) =>
    // What comes over a socket comes to no address, so another tunnel is no change of its source.
    usesSocket(source) ? source : { ...source, publicUrl: webhookUrl(source, { publicOrigin, port: 0 }) },
  );
}
