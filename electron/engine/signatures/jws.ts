/**
 * JSON Web Signatures in compact form (RFC 7515, section 7.1) with HMAC. No library: `jose` verifies asynchronously only, and
 * the handler decides about a request before it reads the next one.
 */
import { equalBytes } from './compare.ts';
import { macOf } from './hmac.ts';
import { type Refusal, refuse } from './refusal.ts';

/** RFC 7518, section 3.2. */
const hashes = { HS256: 'sha256', HS512: 'sha512' } as const;
export type JwsAlgorithm = keyof typeof hashes;

export interface VerifiedJws {
  genuine: true;
  /** Bytes of the payload, for a JWT its claims as JSON. */
  payload: Buffer;
  secretIndex: number;
}

const compactForm = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/;
/** The largest token header in characters; vendors' headers have two or three members. */
const maxHeaderLength = 1024;

/**
 * Verifies a token against each secret, taken as UTF-8 text. The algorithm is the caller's choice, never the token's:
 * a token that names another one (`none` among them) is refused.
 */
export function verifyJws(
  token: string,
  algorithm: JwsAlgorithm,
  secrets: readonly string[],
): VerifiedJws | Refusal {
  const [, head = '', payload = '', signature = ''] = compactForm.exec(token) ?? [];
  if (signature === '') return refuse('malformed-proof', 'it is not a signed token in compact form');
  if (!isHeaderOf(head, algorithm))
    return refuse('unsupported-algorithm', `the token is not signed with ${algorithm}`);
  // Compared as text, because base64url has several spellings of the same bytes and only one is canonical.
  const claimed = Buffer.from(signature);
  const secretIndex = secrets.findIndex((secret) => {
    const mac = macOf(hashes[algorithm], secret, head, '.', payload);
    return equalBytes(claimed, Buffer.from(mac.toString('base64url')));
  });
  return secretIndex < 0
    ? refuse('mismatch', 'signature does not match')
    : { genuine: true, payload: Buffer.from(payload, 'base64url'), secretIndex };
}

/** Returns the payload of a token that was verified before; null when it is no token. */
export function payloadOfJws(token: string): Buffer | null {
  const payload = compactForm.exec(token)?.[2];
  return payload === undefined ? null : Buffer.from(payload, 'base64url');
}

function isHeaderOf(text: string, algorithm: JwsAlgorithm): boolean {
  if (text.length > maxHeaderLength) return false;
  let header: unknown;
  try {
    header = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return false;
  }
  // RFC 7515, section 4.1.11: extensions named in "crit" must be understood, and none is.
  return (
    typeof header === 'object' &&
    header !== null &&
    Object.hasOwn(header, 'alg') &&
    (header as { alg: unknown }).alg === algorithm &&
    !Object.hasOwn(header, 'crit')
  );
}
