/** Quo, formerly OpenPhone: webhooks of the 2026-03-30 API and the older ones, which go on beside them. */
import { z } from 'zod';
import { isJsonType } from '../common/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { legacyHeader, quoAuthenticator } from './authenticator.ts';
import { quoReader } from './reader.ts';

/** Quo wants a 2xx within 10 s (quo.com/docs/2026-03-30/webhooks-overview). */
export const quo = defineProvider<Record<string, never>>({
  id: 'quo',
  methods: ['POST'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => ['webhook-id', 'webhook-timestamp', legacyHeader],
  options: z.strictObject({}),
  authenticator: quoAuthenticator,
  reader: () => quoReader,
});
