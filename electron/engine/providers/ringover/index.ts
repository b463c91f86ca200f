/** Ringover. */
import { z } from 'zod';
import { isJsonType } from '../generic/media-types.ts';
import { defineProvider } from '../provider.ts';
import { unauthenticatedOption } from '../unauthenticated.ts';
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
