/** Dialpad. */
import { dialpad as description } from '#shared/providers/dialpad.ts';
import { isJsonType } from '../../util/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { dialpadApi } from './api.ts';
import { dialpadAuthenticator } from './authenticator.ts';
import { dialpadCallLog } from './call-log.ts';
import { dialpadReader } from './reader.ts';
import { dialpadSubscriptions } from './subscription.ts';

/** A token's media type is `application/jwt` by third-party notes only; nothing else of it is relied on. */
export const dialpad = defineProvider(description, {
  methods: ['POST'],
  acceptsMediaType: (type) => isJsonType(type) || type === 'application/jwt' || type === 'text/plain',
  keptHeaders: () => [],
  authenticator: dialpadAuthenticator,
  reader: () => dialpadReader,
  callLog: dialpadCallLog,
  subscription: dialpadSubscriptions,
  socket: {
    areFramesSigned: true,
    driver: async (source, { target }) => {
      const { createDialpadDriver } = await import('./socket/driver.ts');
      return createDialpadDriver({
        api: dialpadApi(source),
        secrets: source.secrets,
        target: target ?? null,
      });
    },
  },
  simulator: async () => (await import('./simulator.ts')).dialpadSimulator,
});
