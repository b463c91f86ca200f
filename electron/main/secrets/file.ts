import { z } from 'zod';

/** What safeStorage made of a value, and how. */
const encryptedSchema = z.object({
  storage: z.enum(['keychain', 'plain']),
  /** safeStorage's backend that encrypted it. */
  backend: z.string(),
  /** Base64 of the encrypted JSON value. */
  value: z.base64(),
});
export type Encrypted = z.infer<typeof encryptedSchema>;

/** secrets.json: what safeStorage made of the secrets, never the secrets themselves. */
export const secretsFileSchema = z.object({
  version: z.literal(1),
  /** Each source's secrets; the value is an array. */
  sources: z.record(z.string(), encryptedSchema.extend({ count: z.int().min(0).max(2) })),
  /** Each source's API credentials; the value is an object, its names in the same order. */
  credentials: z.record(z.string(), encryptedSchema.extend({ names: z.array(z.string()) })).default({}),
  /** The tunnel's secret; the value is a string. */
  tunnel: encryptedSchema.optional(),
});
export type SecretsFile = z.infer<typeof secretsFileSchema>;

export const emptySecretsFile: SecretsFile = { version: 1, sources: {}, credentials: {} };
