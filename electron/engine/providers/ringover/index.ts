/** Ringover. */
import { z } from 'zod';
import { isJsonType } from '../common/media-types.ts';
import { unauthenticatedOption } from '../common/unauthenticated.ts';
import { defineProvider } from '../contract/provider.ts';
import { type RingoverOptions, ringoverAuthenticator } from './authenticator.ts';
import { ringoverReader } from './reader.ts';

export const ringover = defineProvider<RingoverOptions>({
  id: 'ringover',
  methods: ['POST'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => [],
  options: z.strictObject(unauthenticatedOption),
  authenticator: ringoverAuthenticator,
  reader: () => ringoverReader,
});
