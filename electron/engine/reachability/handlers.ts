import type { LiveTunnel } from '#shared/config/tunnel.ts';
import type { TunnelTestResult, tunnelEngineMethods } from '#shared/contract/tunnel.ts';
import type { NetworkHandlers } from '../methods/handler.ts';

export interface TunnelContext {
  readonly reachability: {
    test(tunnel: LiveTunnel): Promise<TunnelTestResult>;
    reconnect(): void;
  };
}

export const tunnelHandlers: NetworkHandlers<keyof typeof tunnelEngineMethods, TunnelContext> = {
  'tunnel.test': (tunnel, { reachability }) => reachability.test(tunnel),
  'tunnel.reconnect': (_, { reachability }) => {
    reachability.reconnect();
    return { ok: true };
  },
};
