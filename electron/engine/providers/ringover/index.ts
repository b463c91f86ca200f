/** Ringover. */
import { ringover as description } from '#shared/providers/ringover.ts';
import { isJsonType } from '../../util/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { ringoverAuthenticator } from './authenticator.ts';
import { ringoverReader } from './reader.ts';

export const ringover = defineProvider(description, {
  methods: ['POST'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => [],
  authenticator: ringoverAuthenticator,
  reader: () => ringoverReader,
  simulator: async () => (await import('./simulator.ts')).ringoverSimulator,
});
