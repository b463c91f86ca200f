/** The ngrok tunnel, by ngrok's own SDK. */
import type { TunnelSettings } from '#shared/config/tunnel.ts';
import { connectTcp } from '../reach.ts';
import { type OpenKind, TunnelError } from '../tunnel.ts';
import { noTokenProblem } from './problems.ts';
import { connectSession } from './session.ts';

/** The SDK's default server. */
const ngrokServer = 'connect.ngrok-agent.com:443';

function peerOf(address: string): { host: string; port: number; name: string } {
  const { hostname, port } = new URL(`tcp://${address}`);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 443), name: 'ngrok' };
}

export const openNgrok: OpenKind<Extract<TunnelSettings, { kind: 'ngrok' }>> = async (
  { settings: { domain, server }, secret: authtoken },
  { localPort, signal, onDown },
) => {
  if (!authtoken) throw new TunnelError(noTokenProblem);
  // While it connects, the SDK gives no reasons and cannot be aborted. A TCP connection of our own tells quickly.
  (await connectTcp(peerOf(server?.address ?? ngrokServer), signal)).destroy();
  const session = await connectSession({ authtoken, server, signal, onLost: onDown });
  try {
    const url = await session.forward(domain, localPort);
    return { url: new URL(url).origin, close: () => session.end() };
  } catch (error) {
    await session.end();
    throw error;
  }
};
