/** Zoom Phone. */
import { zoom as description } from '#shared/providers/zoom.ts';
import { isJsonType } from '../../util/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { zoomAuthenticator } from './authenticator.ts';
import { zoomCallLog } from './call-log.ts';
import { zoomReader } from './reader.ts';

/** Zoom wants 200 or 204 within 3 s (developers.zoom.us/docs/api/webhooks); the listener's own answer is a 200. */
export const zoom = defineProvider(description, {
  methods: ['POST'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => [],
  authenticator: zoomAuthenticator,
  reader: () => zoomReader,
  callLog: zoomCallLog,
  // developers.zoom.us/changelog/platform/webhook-url-validation. Zoom says so to nobody but the app's owner.
  repeatedHandshake: {
    everyMs: 72 * 3_600_000,
    fix: "In the Zoom App Marketplace, open the app's event subscription, choose Validate beside the address, and save.",
  },
  simulator: async () => (await import('./simulator.ts')).zoomSimulator,
});
