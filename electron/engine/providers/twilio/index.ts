/** Twilio Programmable Voice. */
import { twilio as description } from '#shared/providers/twilio.ts';
import { isFormType, isJsonType } from '../../util/media-types.ts';
import { emptyXmlResponse } from '../common/answers.ts';
import { defineProvider } from '../contract/provider.ts';
import { twimlReader } from '../twiml/reader.ts';
import { twilioAuthenticator } from './authenticator.ts';
import { twilioCallLog } from './call-log.ts';

export const twilio = defineProvider(description, {
  methods: ['POST', 'GET'],
  acceptsMediaType: (type) => isFormType(type) || isJsonType(type),
  keptHeaders: () => [],
  accepted: emptyXmlResponse,
  authenticator: twilioAuthenticator,
  reader: () => twimlReader,
  callLog: twilioCallLog,
  simulator: async () => (await import('./simulator.ts')).twilioSimulator,
});
