/** Who asks and who answers a probe: this process, which nobody else can imitate. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** RFC 2104 with SHA-256 over a key that is made when the process starts and never leaves it. */
export function createProbeSigner(key: Buffer = randomBytes(32)) {
  const sign = (purpose: 'request' | 'answer', nonce: string, at: string): string =>
    createHmac('sha256', key).update(`${purpose}\n${nonce}\n${at}`).digest('base64url');
  return {
    sign,
    /** In constant time. */
    isSigned(purpose: 'request' | 'answer', nonce: string, at: string, signature: string): boolean {
      const expected = Buffer.from(sign(purpose, nonce, at));
      const given = Buffer.from(signature);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
export type ProbeSigner = ReturnType<typeof createProbeSigner>;
