/** Telnyx Voice API (Call Control), webhook API version 2. */
import { telnyx as description } from '#shared/providers/telnyx.ts';
import { isJsonType } from '../../util/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { telnyxAuthenticator } from './authenticator.ts';
import { telnyxCallLog } from './call-log.ts';
import { telnyxReader } from './reader.ts';
import { telnyxSubscriptions } from './subscription.ts';

export const telnyx = defineProvider(description, {
  methods: ['POST'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => [],
  authenticator: telnyxAuthenticator,
  reader: () => telnyxReader,
  callLog: telnyxCallLog,
  subscription: telnyxSubscriptions,
  simulator: async () => (await import('./simulator.ts')).telnyxSimulator,
});
