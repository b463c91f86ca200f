/**
 * The header that marks the engine's own test requests. They arrive and are verified like the vendor's. The mark only keeps
 * them from counting as evidence that the vendor's requests arrive. Its value is known only in this process.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { equalBytes } from '../signatures/compare.ts';

const headerName = 'ringback-test';

export interface TestMark {
  /** The header of a test request. */
  headers: Readonly<Record<string, string>>;
  isOn(headers: IncomingHttpHeaders): boolean;
}

/** Creates a mark with a random value, one for each engine. */
export function createTestMark(): TestMark {
  const secret = randomBytes(16).toString('base64url');
  const expected = Buffer.from(secret);
  return {
    headers: { [headerName]: secret },
    isOn(headers) {
      const claimed = headers[headerName];
      return typeof claimed === 'string' && equalBytes(Buffer.from(claimed), expected);
    },
  };
}
