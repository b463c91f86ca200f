/** JustCall. */
import { z } from 'zod';
import { isJsonType } from '../generic/media-types.ts';
import { defineProvider } from '../provider.ts';
import { justCallAuthenticator } from './authenticator.ts';
import { justCallReader } from './reader.ts';

export const justcall = defineProvider<Record<string, never>>({
  id: 'justcall',
  methods: ['POST'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => [],
  options: z.strictObject({}),
  authenticator: justCallAuthenticator,
  reader: () => justCallReader,
});
