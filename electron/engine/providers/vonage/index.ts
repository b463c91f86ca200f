/** Vonage Voice API (formerly Nexmo): its event webhook. */
import { z } from 'zod';
import { isJsonType } from '../common/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { vonageAuthenticator } from './authenticator.ts';
import { vonageReader } from './reader.ts';

export const vonage = defineProvider<Record<string, never>>({
  id: 'vonage',
  methods: ['POST', 'GET'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => [],
  // Success is 200 to 205; an answer with a body is taken for call control after some events.
  accepted: { status: 204, contentType: null, body: '' },
  options: z.strictObject({}),
  authenticator: vonageAuthenticator,
  reader: () => vonageReader,
});
