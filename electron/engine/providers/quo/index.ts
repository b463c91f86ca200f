/** Quo, formerly OpenPhone: webhooks of the 2026-03-30 API and the older ones, which go on beside them. */
import { quo as description } from '#shared/providers/quo.ts';
import { isJsonType } from '../../util/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { legacyHeader, quoAuthenticator } from './authenticator.ts';
import { quoCallLog } from './call-log.ts';
import { quoReader } from './reader.ts';
import { quoSubscriptions } from './subscription.ts';

/** Quo wants a 2xx within 10 s (quo.com/docs/2026-03-30/webhooks-overview). */
export const quo = defineProvider(description, {
  methods: ['POST'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => ['webhook-id', 'webhook-timestamp', legacyHeader],
  authenticator: quoAuthenticator,
  reader: () => quoReader,
  callLog: quoCallLog,
  subscription: quoSubscriptions,
  simulator: async () => (await import('./simulator.ts')).quoSimulator,
});
