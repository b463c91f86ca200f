import type { TunnelKind } from '#shared/config/tunnel.ts';
import { cloudflared } from './cloudflared.ts';
import { manual } from './manual.ts';
import { ngrok } from './ngrok.ts';
import { none } from './none.ts';
import { ssh } from './ssh.ts';
import type { TunnelForm } from './tunnel-form.ts';

/** Every kind's form, in the order in which they are offered. A kind without one does not compile. */
export const tunnelForms: Record<TunnelKind, TunnelForm> = { ngrok, ssh, cloudflared, manual, none };
export const tunnelKinds = Object.values(tunnelForms).map(({ kind }) => kind);
