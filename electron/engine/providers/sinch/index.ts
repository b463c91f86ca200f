/** Sinch Voice API (version 1). */
import { sinch as description } from '#shared/providers/sinch.ts';
import { isJsonType } from '../../util/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { sinchAuthenticator } from './authenticator.ts';
import { sinchReader } from './reader.ts';

export const sinch = defineProvider(description, {
  methods: ['POST'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => [],
  // SVAML that changes nothing: `ace` and `pie` wait for an answer, the others ignore it.
  accepted: { status: 200, contentType: 'application/json', body: '{"action":{"name":"continue"}}' },
  authenticator: sinchAuthenticator,
  reader: () => sinchReader,
  simulator: async () => (await import('./simulator.ts')).sinchSimulator,
});
