/** The ngrok tunnel, by ngrok's own SDK. */
import type { TunnelSettings } from '#shared/config/tunnel.ts';
import { connectTcp } from '../reach.ts';
import { type OpenKind, type OpenTunnel, TunnelError } from '../tunnel.ts';
import { noTokenProblem } from './problems.ts';
import { connectSession } from './session.ts';

/** The SDK's default server. */
const ngrokServer = 'connect.ngrok-agent.com:443';

function peerOf(address: string): { host: string; port: number; name: string } {
  const { hostname, port } = new URL(`tcp://${address}`);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 443), name: 'ngrok' };
}

export const openNgrok: OpenKind<Extract<TunnelSettings, { kind: 'ngrok' }>> = async (
  { settings: { domain, isAssigned, server }, secret: authtoken },
  { localPort, signal, onDown },
) => {
  if (!authtoken) throw new TunnelError(noTokenProblem);
  // While it connects, the SDK gives no reasons and cannot be aborted. A TCP connection of our own tells quickly.
  (await connectTcp(peerOf(server?.address ?? ngrokServer), signal)).destroy();
  const openAt = async (wanted: string | undefined): Promise<OpenTunnel> => {
    const session = await connectSession({ authtoken, server, signal, onLost: onDown });
    try {
      const url = await session.forward(wanted, localPort);
      return { url: new URL(url).origin, close: () => session.end() };
    } catch (error) {
      await session.end();
      throw error;
    }
  };
  try {
    return await openAt(domain);
  } catch (error) {
    const isGone =
      error instanceof TunnelError && error.problem.code === 'address' && error.problem.permanent;
    if (!isAssigned || !isGone) throw error;
    // A domain that ngrok assigned need not be the account's for good. Another one is better than none, and is told.
    return await openAt(undefined);
  }
};
