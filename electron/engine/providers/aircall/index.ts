/** Aircall. */
import { z } from 'zod';
import { isJsonType } from '../common/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { aircallAuthenticator } from './authenticator.ts';
import { aircallReader } from './reader.ts';

/** Aircall wants a 2xx within 5 s, and turns a webhook off that fails too often (developer.aircall.io/docs/webhooks-overview). */
export const aircall = defineProvider<Record<string, never>>({
  id: 'aircall',
  methods: ['POST'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => [],
  options: z.strictObject({}),
  authenticator: aircallAuthenticator,
  reader: () => aircallReader,
});
