/**
 * The header by which the listener knows the engine's own test requests. They come over the same way as the vendor's and are
 * verified like them; the mark, which nobody outside of the process knows, only keeps them from counting as evidence that
 * the vendor's requests arrive.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { equalBytes } from '../signatures/compare.ts';

const headerName = 'ringback-test';

export interface TestMark {
  /** To be sent with a test request. */
  headers: Readonly<Record<string, string>>;
  isOn(headers: IncomingHttpHeaders): boolean;
}

/** A new one for each engine. */
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
