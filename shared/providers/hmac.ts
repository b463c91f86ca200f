import { z } from 'zod';
import { eventMappingSchema } from '../mapping/event-mapping.ts';
import { toleranceSecondsSchema, unauthenticatedOption } from './common-options.ts';
import { describeProvider } from './description.ts';

/** Ready-made sets of defaults: GitHub's `sha256=`, Stripe's `t=,v1=`, and a bare signature in a header. */
const hmacPresets = ['github', 'stripe', 'plain'] as const;
export const hmacAlgorithms = ['sha1', 'sha256', 'sha512'] as const;
export const hmacEncodings = ['hex', 'base64'] as const;

/** RFC 9110, section 5.1: a field name is a token; compared without regard to case. */
const headerNameSchema = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'an HTTP header name such as "X-Signature"')
  .transform((name) => name.toLowerCase());

export const hmacOptionsSchema = z.strictObject({
  /** Sets the other options' defaults; each can still be set separately. */
  preset: z.enum(hmacPresets).default('plain'),
  /** The header that carries the signature. */
  header: headerNameSchema.optional(),
  algorithm: z.enum(hmacAlgorithms).default('sha256'),
  encoding: z.enum(hmacEncodings).default('hex'),
  /** Text before the signature in its header, e.g. `sha256=`. */
  prefix: z.string().max(64, 'at most 64 characters').optional(),
  /** A header with the time of sending (Unix seconds or milliseconds, or ISO 8601), checked against the tolerance. */
  timestampHeader: headerNameSchema.optional(),
  /** With `timestampHeader`: what the signature covers. `auto` takes either. */
  signedContent: z.enum(['auto', 'body', 'timestamp.body']).default('auto'),
  toleranceSeconds: toleranceSecondsSchema,
  /**
   * Where the event's ID is in the body, e.g. `event.id`. `id` where it is left out; of a body that needs a mapping, that is as
   * often the call's ID, and does not tell its events apart.
   */
  eventIdPath: z.string().min(1).optional(),
  /** A header to take the ID from where the body has none. */
  eventIdHeader: headerNameSchema.optional(),
  /** For bodies that are not the generic event. */
  mapping: eventMappingSchema.optional(),
  /** For systems that sign nothing; the other options of the signature then do not count. */
  ...unauthenticatedOption,
});
export type HmacOptions = z.infer<typeof hmacOptionsSchema>;

/** Any system that signs its body with a shared secret. */
export const hmac = describeProvider({
  id: 'hmac',
  name: 'Any other phone system (webhook)',
  vendor: 'the phone system',
  summary: 'CloudTalk, 3CX, GoTo, 8x8, a PBX: signed with a shared secret, or not at all',
  secret: {
    label: 'Shared secret',
    description: 'The secret that the phone system signs with.',
  },
  publicUrl: {
    isRequired: false,
    description: 'The address that the phone system posts to, for copying.',
  },
  options: hmacOptionsSchema,
  mapping: { wholeEventType: null },
  steps: [
    'In the phone system add a webhook for missed calls and voicemails.',
    'Give it the address, and the same secret as here.',
    'Send its test event, or call the number and hang up before anyone answers.',
  ],
});
