/** RingCentral MVP and RingEX. */
import { ringcentral as description } from '#shared/providers/ringcentral.ts';
import { isJsonType } from '../../util/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { ringCentralApi } from './api.ts';
import { ringCentralAuthenticator } from './authenticator.ts';
import { ringCentralCallLog } from './call-log.ts';
import { ringCentralReader } from './reader.ts';
import { ringCentralSubscriptions } from './subscription.ts';

export const ringcentral = defineProvider(description, {
  methods: ['POST'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => [],
  authenticator: ringCentralAuthenticator,
  reader: () => ringCentralReader,
  callLog: ringCentralCallLog,
  subscription: ringCentralSubscriptions,
  socket: {
    areFramesSigned: false,
    driver: async (source, _, now) => {
      const { createRingCentralDriver } = await import('./socket/driver.ts');
      return createRingCentralDriver({ api: ringCentralApi(source), now });
    },
  },
  simulator: async () => (await import('./simulator.ts')).ringcentralSimulator,
});
