/** Options of the `hmac` provider, checked by the engine when it prepares a source and by Settings beside the field. */
import { z } from 'zod';

/** Ready-made sets of the options below: GitHub's `sha256=`, Stripe's `t=,v1=`, and a bare signature in a header. */
export const hmacPresets = ['github', 'stripe', 'plain'] as const;
export type HmacPreset = (typeof hmacPresets)[number];

export const hmacAlgorithms = ['sha1', 'sha256', 'sha512'] as const;
export const hmacEncodings = ['hex', 'base64'] as const;

/** RFC 9110, section 5.1: a field name is a token. */
const headerNameSchema = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'expected a header name such as X-Signature');

/** Every option is optional; one that is given takes precedence over the preset's. */
export const hmacOptionsSchema = z.object({
  preset: z.enum(hmacPresets).optional(),
  /** Header that carries the signature. */
  header: headerNameSchema.optional(),
  algorithm: z.enum(hmacAlgorithms).optional(),
  encoding: z.enum(hmacEncodings).optional(),
  /** Text before the signature in the header, for example `sha256=`. */
  prefix: z.string().max(100, 'expected at most 100 characters').optional(),
  /** Header with the Unix time in seconds that is signed before the body, as `<time>.<body>`. */
  timestampHeader: headerNameSchema.optional(),
  /** How far the signed time may be from this computer's clock, in seconds. */
  toleranceSeconds: z
    .int('expected a whole number of seconds')
    .min(1, 'expected at least 1 second')
    .max(86_400, 'expected at most 86400 seconds (a day)')
    .optional(),
  /** Where the event's ID is: a path into the JSON body such as `id` or `data.eventId`. */
  eventIdPath: z
    .string()
    .regex(/^[^.\s]+(\.[^.\s]+)*$/, 'expected a path such as id or data.eventId')
    .optional(),
});
export type HmacOptions = z.infer<typeof hmacOptionsSchema>;
