/** Twilio Programmable Voice. */
import { z } from 'zod';
import { isFormType, isJsonType } from '../common/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { emptyResponse } from '../twiml/answer.ts';
import { twimlReader } from '../twiml/reader.ts';
import { twilioAuthenticator } from './authenticator.ts';

export const twilio = defineProvider<Record<string, never>>({
  id: 'twilio',
  methods: ['POST', 'GET'],
  acceptsMediaType: (type) => isFormType(type) || isJsonType(type),
  keptHeaders: () => [],
  accepted: emptyResponse,
  options: z.strictObject({}),
  authenticator: twilioAuthenticator,
  reader: () => twimlReader,
});
