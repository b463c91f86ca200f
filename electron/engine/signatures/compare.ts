/** Comparisons of an unverified sender's claim with a secret, in constant time. */
import { timingSafeEqual } from 'node:crypto';

/** Compares two values; the time taken reveals at most their lengths. */
export const equalBytes = (claimed: Buffer, expected: Buffer): boolean =>
  claimed.length === expected.length && timingSafeEqual(claimed, expected);

/** Returns the index of the secret that a sender showed, in constant time for each; -1 when none. */
export const findSecret = (claimed: string, secrets: readonly string[]): number =>
  secrets.findIndex((secret) => equalBytes(Buffer.from(claimed), Buffer.from(secret)));

const hexText = /^[0-9a-f]*$/i;
const base64Text = /^[A-Za-z0-9+/]*={0,2}$/;

/** Decodes a claimed signature strictly; null when it is not of that encoding (Buffer.from would skip the rest). */
export function decodeSignature(text: string, encoding: 'hex' | 'base64'): Buffer | null {
  if (encoding === 'hex')
    return text.length % 2 === 0 && hexText.test(text) ? Buffer.from(text, 'hex') : null;
  return base64Text.test(text) ? Buffer.from(text, 'base64') : null;
}
