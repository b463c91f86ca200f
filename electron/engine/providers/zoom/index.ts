/** Zoom Phone. */
import { z } from 'zod';
import { isJsonType } from '../common/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { zoomAuthenticator } from './authenticator.ts';
import { zoomReader } from './reader.ts';

/** Zoom wants 200 or 204 within 3 s (developers.zoom.us/docs/api/webhooks); the listener's own answer is a 200. */
export const zoom = defineProvider<Record<string, never>>({
  id: 'zoom',
  methods: ['POST'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => [],
  options: z.strictObject({}),
  authenticator: zoomAuthenticator,
  reader: () => zoomReader,
});
