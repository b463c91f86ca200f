import type { TunnelKind } from '#shared/config/tunnel.ts';

/** The names of the kinds of tunnel in the window. */
export const kindNames = {
  ngrok: 'ngrok',
  ssh: 'SSH, to a server of your own',
  cloudflared: 'Cloudflare Tunnel',
  manual: 'An address of your own',
  none: 'None',
} as const satisfies Record<TunnelKind, string>;
