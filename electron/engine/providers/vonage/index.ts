/** Vonage Voice API (formerly Nexmo): its event webhook. */
import { vonage as description } from '#shared/providers/vonage.ts';
import { isJsonType } from '../../util/media-types.ts';
import { noContent } from '../common/answers.ts';
import { defineProvider } from '../contract/provider.ts';
import { vonageAuthenticator } from './authenticator.ts';
import { vonageReader } from './reader.ts';

export const vonage = defineProvider(description, {
  methods: ['POST', 'GET'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => [],
  // Success is 200 to 205; an answer with a body is taken for call control after some events.
  accepted: noContent,
  authenticator: vonageAuthenticator,
  reader: () => vonageReader,
  simulator: async () => (await import('./simulator.ts')).vonageSimulator,
});
