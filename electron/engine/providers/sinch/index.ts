/** Sinch Voice API (version 1). */
import { isJsonType } from '../common/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { sinchAuthenticator } from './authenticator.ts';
import { type SinchOptions, sinchOptionsSchema } from './options.ts';
import { sinchReader } from './reader.ts';

export const sinch = defineProvider<SinchOptions>({
  id: 'sinch',
  methods: ['POST'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => [],
  // SVAML that changes nothing: `ace` and `pie` wait for an answer, the others ignore it.
  accepted: { status: 200, contentType: 'application/json', body: '{"action":{"name":"continue"}}' },
  options: sinchOptionsSchema,
  authenticator: sinchAuthenticator,
  reader: () => sinchReader,
});
