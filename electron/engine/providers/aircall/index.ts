/** Aircall. */
import { aircall as description } from '#shared/providers/aircall.ts';
import { isJsonType } from '../../util/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { aircallAuthenticator } from './authenticator.ts';
import { aircallCallLog } from './call-log.ts';
import { aircallReader } from './reader.ts';
import { aircallSubscriptions } from './subscription.ts';

/** Aircall wants a 2xx within 5 s, and turns a webhook off that fails too often (developer.aircall.io/docs/webhooks-overview). */
export const aircall = defineProvider(description, {
  methods: ['POST'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => [],
  authenticator: aircallAuthenticator,
  reader: () => aircallReader,
  callLog: aircallCallLog,
  subscription: aircallSubscriptions,
  simulator: async () => (await import('./simulator.ts')).aircallSimulator,
});
