/** Signatures of probes and their answers, which only this process can make. */
import { createHmac, randomBytes } from 'node:crypto';
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
