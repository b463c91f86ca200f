/** JustCall. */
import { z } from 'zod';
import { toleranceSecondsSchema } from '#shared/config/hmac-options.ts';
import { isJsonType } from '../common/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { type JustCallOptions, justCallAuthenticator } from './authenticator.ts';
import { justCallReader } from './reader.ts';

export const justcall = defineProvider<JustCallOptions>({
  id: 'justcall',
  methods: ['POST'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => [],
  options: z.strictObject({ toleranceSeconds: toleranceSecondsSchema.unwrap().optional() }),
  authenticator: justCallAuthenticator,
  reader: () => justCallReader,
});
