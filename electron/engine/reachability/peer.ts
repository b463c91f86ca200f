/** What two computers with the same tunnel tell each other in a header of probes and of the answers to them. */
import type { LiveTunnel } from '#shared/config/tunnel.ts';
import type { RivalSighting } from './rival.ts';
import { createPeerSigner } from './signature.ts';

/** `<milliseconds since the last genuine call, or "none">.<signature>` */
export const peerHeader = 'ringback-peer';

const none = 'none';
const age = /^\d{1,13}$/;

export interface PeerOptions {
  tunnel: LiveTunnel | null;
  /** When a genuine call last came here; milliseconds since the Unix epoch, null before the first. */
  callsAt(): number | null;
  now(): number;
}

export function createPeer({ tunnel, callsAt, now }: PeerOptions) {
  const signer = createPeerSigner(tunnel);
  return {
    /** Returns the header's value for a probe, or for the answer to one. */
    tell(purpose: 'request' | 'answer', nonce: string, at: string): string {
      const last = callsAt();
      // An age, as the two clocks may differ.
      const callsAgo = last === null ? none : String(Math.max(0, Math.round(now() - last)));
      return `${callsAgo}.${signer.sign(purpose, nonce, at, callsAgo)}`;
    },
    /** Reads the header's value; null where it was not signed by somebody with the same tunnel. */
    read(
      purpose: 'request' | 'answer',
      nonce: string,
      at: string,
      value: string | string[] | undefined,
    ): RivalSighting | null {
      const [callsAgo = '', signature = ''] = typeof value === 'string' ? value.split('.') : [];
      const isKnown = callsAgo === none || age.test(callsAgo);
      if (!isKnown || !signer.isSigned(purpose, nonce, at, callsAgo, signature)) return null;
      return { callsAt: callsAgo === none ? null : now() - Number(callsAgo) };
    },
  };
}
export type Peer = ReturnType<typeof createPeer>;
