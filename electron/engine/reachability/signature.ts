/** Signatures of probes and their answers: those that only this process can make, and those of the tunnel's users. */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { LiveTunnel } from '#shared/config/tunnel.ts';
import { equalBytes } from '../signatures/compare.ts';

/** Creates a signer: HMAC-SHA-256 (RFC 2104) with a key that is made at the start of the process and never leaves it. */
export function createProbeSigner(key: Buffer = randomBytes(32)) {
  const sign = (purpose: 'request' | 'answer', nonce: string, at: string): string =>
    createHmac('sha256', key).update(`${purpose}\n${nonce}\n${at}`).digest('base64url');
  return {
    sign,
    /** Compares in constant time. */
    isSigned(purpose: 'request' | 'answer', nonce: string, at: string, signature: string): boolean {
      return equalBytes(Buffer.from(signature), Buffer.from(sign(purpose, nonce, at)));
    },
  };
}
export type ProbeSigner = ReturnType<typeof createProbeSigner>;

const hashed = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Creates the signer of what two computers with the same tunnel tell each other. The key comes from the tunnel's token where it
 * has one: who does not have it cannot pass for another Ringback. The other kinds have none, or one that could be guessed.
 */
export function createPeerSigner(tunnel: LiveTunnel | null) {
  const kind = tunnel?.settings.kind ?? 'none';
  const secret = kind === 'ngrok' || kind === 'cloudflared' ? (tunnel?.secret ?? '') : '';
  const key = hashed(`ringback peer\0${secret}`);
  const sign = (purpose: 'request' | 'answer', nonce: string, at: string, callsAgo: string): string =>
    createHmac('sha256', key).update(`${purpose}\n${nonce}\n${at}\n${callsAgo}`).digest('base64url');
  return {
    sign,
    /** Compares in constant time. */
    isSigned(
      purpose: 'request' | 'answer',
      nonce: string,
      at: string,
      callsAgo: string,
      signature: string,
    ): boolean {
      return equalBytes(Buffer.from(signature), Buffer.from(sign(purpose, nonce, at, callsAgo)));
    },
  };
}
