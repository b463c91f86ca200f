/**
 * The headers of a refused request, as they are kept. A header may carry a secret of the vendor's that was never entered here,
 * so these values are encrypted with a key that only this process has: after a restart they are gone.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const algorithm = 'aes-256-gcm';
const key = randomBytes(32);
const ivBytes = 12;
const tagBytes = 16;

/** Never kept: they belong to the way here, not to the vendor. */
const dropped = /^(?:cookie|proxy-authorization|proxy-connection|connection)$/;
const mayBeSecret = /authorization|token|secret|password|api-?key/;
/** A JSON Web Token is a signature and no secret. */
const bearerJwt = /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/;

const seal = (text: string): string => {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv);
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString('base64');
};

/** @returns null for what another process sealed. */
function open(sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return null;
  }
}

type Kept = Record<string, string | string[] | { sealed: string }>;

/** The headers as JSON. */
export function sealHeaders(headers: IncomingHttpHeaders): string {
  const kept: Kept = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || dropped.test(name)) continue;
    const isSecret = mayBeSecret.test(name) && !(typeof value === 'string' && bearerJwt.test(value));
    kept[name] = isSecret ? { sealed: seal(JSON.stringify(value)) } : value;
  }
  return JSON.stringify(kept);
}

/** The headers of {@link sealHeaders}, without those that this process cannot open. */
export function openHeaders(text: string): IncomingHttpHeaders {
  const opened = Object.entries(JSON.parse(text) as Kept).flatMap(([name, value]) => {
    if (typeof value === 'string' || Array.isArray(value)) return [[name, value] as const];
    const plain = open(value.sealed);
    return plain === null ? [] : [[name, JSON.parse(plain) as string | string[]] as const];
  });
  return Object.fromEntries(opened);
}
