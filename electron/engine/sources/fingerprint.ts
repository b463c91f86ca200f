/** Telling a source's live secrets apart without keeping them. */
import { createHash } from 'node:crypto';

/** Enough to tell two secrets apart, too short to check a guess against. */
const hexDigits = 6;

/** Six hexadecimal digits of a hash of the secret. */
export const fingerprint = (secret: string): string =>
  createHash('sha256')
    .update('ringback secret fingerprint\0')
    .update(secret)
    .digest('hex')
    .slice(0, hexDigits);
