/** Who asks and who answers a probe: this process, which nobody else can imitate. */
import { createHmac, randomBytes } from 'node:crypto';
import { equalBytes } from '../signatures/compare.ts';

/** RFC 2104 with SHA-256 over a key that is made when the process starts and never leaves it. */
export function createProbeSigner(key: Buffer = randomBytes(32)) {
  const sign = (purpose: 'request' | 'answer', nonce: string, at: string): string =>
    createHmac('sha256', key).update(`${purpose}\n${nonce}\n${at}`).digest('base64url');
  return {
    sign,
    /** In constant time. */
    isSigned(purpose: 'request' | 'answer', nonce: string, at: string, signature: string): boolean {
      return equalBytes(Buffer.from(signature), Buffer.from(sign(purpose, nonce, at)));
    },
  };
}
export type ProbeSigner = ReturnType<typeof createProbeSigner>;
