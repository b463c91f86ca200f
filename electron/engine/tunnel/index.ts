/** The entry to all kinds of tunnels. */
import type { LiveTunnel } from '#shared/config/tunnel.ts';
import { openManual } from './manual/manual.ts';
import { type OpenTunnel, type TunnelContext, TunnelError } from './tunnel.ts';

export { endLeftover } from './cloudflared/leftover.ts';
export { ngrokCodeIn, ngrokProblem } from './ngrok/problems.ts';
export { type OpenTunnel, type TunnelContext, TunnelError, type TunnelProblem } from './tunnel.ts';

/**
 * Opens the configured tunnel. Its code and libraries are loaded on first use. `none` must not be opened.
 * @throws TunnelError when it cannot be opened
 * @throws DOMException (`AbortError`) when the context's signal says so first
 */
export async function openTunnel(
  { settings, secret }: LiveTunnel,
  context: TunnelContext,
): Promise<OpenTunnel> {
  context.signal.throwIfAborted();
  switch (settings.kind) {
    case 'ngrok': {
      const { openNgrok } = await import('./ngrok/ngrok.ts');
      return await openNgrok({ settings, secret }, context);
    }
    case 'ssh': {
      const { openSsh } = await import('./ssh/ssh.ts');
      return await openSsh({ settings, secret }, context);
    }
    case 'cloudflared': {
      const { openCloudflared } = await import('./cloudflared/cloudflared.ts');
      return await openCloudflared({ settings, secret }, context);
    }
    case 'manual':
      return await openManual({ settings, secret }, context);
    default:
      throw new TunnelError({
        code: 'settings',
        message: 'No tunnel is set up.',
        fix: 'Choose a tunnel in Settings.',
        permanent: true,
      });
  }
}
