/** Keyed hashes (HMAC, RFC 2104). */
import { createHmac, hash } from 'node:crypto';

/** Block sizes in bytes of the hashes that vendors sign with (FIPS 180-4), by OpenSSL's names. */
const blockSizes: Readonly<Record<string, number>> = { sha1: 64, sha256: 64, sha512: 128 };
const innerPad = 0x36;
const outerPad = 0x5c;

/** The bytes that are hashed at once; longer input is hashed by pieces, where the set-up matters less. */
const maxAtOnce = 64 * 1024;
const maxBytesPerCharacter = 3;
const inner = Buffer.allocUnsafeSlow(maxAtOnce);
const maxDigest = 64;
const outer = Buffer.allocUnsafeSlow(Math.max(...Object.values(blockSizes)) + maxDigest);

/**
 * Computes the HMAC of the concatenated parts; texts as UTF-8.
 *
 * It is composed of two hashes, as in RFC 2104, because every request waits for it. Node's own `createHmac` takes nearly twice as
 * long for an ordinary body, mostly for making and freeing its context.
 * @param algorithm a hash by OpenSSL's name, as `sha256`.
 */
export function macOf(
  algorithm: string,
  secret: string | Buffer,
  ...parts: readonly (string | Buffer)[]
): Buffer {
  const block = blockSizes[algorithm];
  const atMost = parts.reduce(
    (sum, part) => sum + (typeof part === 'string' ? part.length * maxBytesPerCharacter : part.length),
    block ?? 0,
  );
  if (block === undefined || atMost > maxAtOnce) return macByPieces(algorithm, secret, parts);

  const key = keyOf(algorithm, secret, block);
  for (let i = 0; i < block; i++) {
    const byte = key[i] ?? 0;
    inner[i] = byte ^ innerPad;
    outer[i] = byte ^ outerPad;
  }
  let end = block;
  for (const part of parts)
    end += typeof part === 'string' ? inner.write(part, end, 'utf8') : part.copy(inner, end);
  // Strings take half the time: for a digest as a Buffer, Node allocates memory outside its heap.
  const digestBytes = outer.write(hash(algorithm, inner.subarray(0, end), 'binary'), block, 'binary');
  return Buffer.from(hash(algorithm, outer.subarray(0, block + digestBytes), 'binary'), 'binary');
}

const keyOf = (algorithm: string, secret: string | Buffer, block: number): Buffer => {
  const bytes = typeof secret === 'string' ? Buffer.from(secret) : secret;
  return bytes.length > block ? Buffer.from(hash(algorithm, bytes, 'binary'), 'binary') : bytes;
};

function macByPieces(
  algorithm: string,
  secret: string | Buffer,
  parts: readonly (string | Buffer)[],
): Buffer {
  const mac = createHmac(algorithm, secret);
  for (const part of parts) mac.update(part);
  return Buffer.from(mac.digest('binary'), 'binary');
}
