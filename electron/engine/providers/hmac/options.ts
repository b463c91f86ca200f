/** Options of an `hmac` source: where the signature is, how it is made, and the presets for two well-known styles. */
import { z } from 'zod';
import { defaultToleranceSeconds } from '../../verify/timestamp.ts';

const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'expected an HTTP header name such as "X-Signature"')
  .transform((name) => name.toLowerCase());

export const hmacOptionsSchema = z.strictObject({
  /** Sets the other options' defaults; each can still be set by itself. */
  preset: z.enum(['github', 'stripe', 'plain']).default('plain'),
  /** The header that carries the signature. */
  header: headerName.optional(),
  algorithm: z.enum(['sha1', 'sha256', 'sha512']).default('sha256'),
  encoding: z.enum(['hex', 'base64']).default('hex'),
  /** Text before the signature in its header, e.g. `sha256=`. */
  prefix: z.string().max(64).optional(),
  /** A header with the time of sending (Unix seconds or milliseconds, or ISO 8601), checked against the tolerance. */
  timestampHeader: headerName.optional(),
  /** With `timestampHeader`: what the signature covers. `auto` takes either. */
  signedContent: z.enum(['auto', 'body', 'timestamp.body']).default('auto'),
  toleranceSeconds: z.number().min(1).max(86_400).default(defaultToleranceSeconds),
  /** Where the event's ID is in the body, e.g. `event.id`. */
  eventIdPath: z.string().min(1).default('id'),
  /** A header to take the ID from where the body has none. */
  eventIdHeader: headerName.optional(),
});
export type HmacOptions = z.infer<typeof hmacOptionsSchema>;

/** The headers that may carry the signature, in lower case. */
export function signatureHeaders(options: HmacOptions): readonly string[] {
  if (options.header) return [options.header];
  if (options.preset === 'github') return ['x-hub-signature-256'];
  // The header's name varies among those who sign the Stripe way.
  return options.preset === 'stripe' ? ['stripe-signature', 'x-signature'] : ['x-signature'];
}

export const signaturePrefix = (options: HmacOptions): string =>
  options.prefix ?? (options.preset === 'github' ? `${options.algorithm}=` : '');

export const eventIdHeader = (options: HmacOptions): string | undefined =>
  options.eventIdHeader ?? (options.preset === 'github' ? 'x-github-delivery' : undefined);
