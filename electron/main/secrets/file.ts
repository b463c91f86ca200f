import { z } from 'zod';

/** secrets.json: what safeStorage made of each source's secrets, never the secrets themselves. */
export const secretsFileSchema = z.object({
  version: z.literal(1),
  sources: z.record(
    z.string(),
    z.object({
      storage: z.enum(['keychain', 'plain']),
      /** safeStorage's backend that encrypted it. */
      backend: z.string(),
      count: z.int().min(0).max(2),
      /** Base64 of the encrypted JSON array. */
      value: z.base64(),
    }),
  ),
});
export type SecretsFile = z.infer<typeof secretsFileSchema>;
export type StoredSecrets = SecretsFile['sources'][string];

export const emptySecretsFile: SecretsFile = { version: 1, sources: {} };
