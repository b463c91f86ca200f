import type { TunnelKind } from '#shared/config/tunnel.ts';
import { cloudflared } from './cloudflared.ts';
import { manual } from './manual.ts';
import { ngrok } from './ngrok.ts';
import { none } from './none.ts';
import { ssh } from './ssh.ts';
import type { TunnelForm } from './tunnel-form.ts';

/** The forms of all kinds, in the order of the choice. */
export const tunnelForms: Record<TunnelKind, TunnelForm> = { ngrok, ssh, cloudflared, manual, none };
export const tunnelKinds = Object.values(tunnelForms).map(({ kind }) => kind);
