/** Telnyx Voice API (Call Control), webhook API version 2. */
import { z } from 'zod';
import { isJsonType } from '../common/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { telnyxAuthenticator } from './authenticator.ts';
import { telnyxReader } from './reader.ts';

export const telnyx = defineProvider<Record<string, never>>({
  id: 'telnyx',
  methods: ['POST'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => [],
  options: z.strictObject({}),
  authenticator: telnyxAuthenticator,
  reader: () => telnyxReader,
});
