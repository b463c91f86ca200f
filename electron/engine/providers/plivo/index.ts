/** Plivo Voice. */
import { plivo as description } from '#shared/providers/plivo.ts';
import { isFormType } from '../../util/media-types.ts';
import { emptyXmlResponse } from '../common/answers.ts';
import { defineProvider } from '../contract/provider.ts';
import { plivoAuthenticator } from './authenticator.ts';
import { plivoReader } from './reader.ts';

export const plivo = defineProvider(description, {
  methods: ['POST', 'GET'],
  acceptsMediaType: isFormType,
  keptHeaders: () => [],
  // Answer and action URLs want XML; hangup and callback URLs ignore it (docs.plivo.com/docs/voice/xml/request).
  accepted: emptyXmlResponse,
  authenticator: plivoAuthenticator,
  reader: () => plivoReader,
  simulator: async () => (await import('./simulator.ts')).plivoSimulator,
});
