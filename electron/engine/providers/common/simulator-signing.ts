/** Signatures as vendors make them, apart from the code that verifies them. */
import { createHmac, type KeyObject, sign } from 'node:crypto';
import { type SimulatedSource, SimulatorError } from '../contract/simulator.ts';

type Encoding = 'hex' | 'base64' | 'base64url';

/** A keyed hash (RFC 2104) of text. */
export const hmacOf = (
  algorithm: 'sha1' | 'sha256' | 'sha512',
  key: string | Buffer,
  text: string,
  encoding: Encoding,
): string => createHmac(algorithm, key).update(text).digest(encoding);

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

/** A JSON Web Token. @param claims JSON text, so that integers above 2^53 can be in it. */
export function jwtOf(algorithm: 'HS256' | 'HS512', secret: string, claims: string): string {
  const signed = `${base64url(JSON.stringify({ alg: algorithm, typ: 'JWT' }))}.${base64url(claims)}`;
  return `${signed}.${hmacOf(algorithm === 'HS256' ? 'sha256' : 'sha512', secret, signed, 'base64url')}`;
}

/** An Ed25519 signature in base64. @throws SimulatorError without a private key. */
export function ed25519Of(source: SimulatedSource, text: string): string {
  return sign(null, Buffer.from(text), privateKeyOf(source)).toString('base64');
}

function privateKeyOf({ privateKey, provider }: SimulatedSource): KeyObject {
  if (privateKey === null)
    throw new SimulatorError(
      'cannot-sign',
      `${provider} signs with a private key that only the vendor has; the public key of this source cannot sign. The command line takes a key pair of your own: --private-key <file.pem>.`,
    );
  return privateKey;
}
