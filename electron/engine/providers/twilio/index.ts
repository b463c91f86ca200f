/** Twilio Programmable Voice. */
import { z } from 'zod';
import { isFormType, isJsonType } from '../generic/media-types.ts';
import { defineProvider } from '../provider.ts';
import { twilioAuthenticator } from './authenticator.ts';
import { twilioReader } from './reader.ts';

export const twilio = defineProvider<Record<string, never>>({
  id: 'twilio',
  methods: ['POST', 'GET'],
  acceptsMediaType: (type) => isFormType(type) || isJsonType(type),
  keptHeaders: () => [],
  // An empty TwiML document suits status callbacks and action requests alike; an empty body of the latter is an error 12100.
  accepted: {
    status: 200,
    contentType: 'text/xml',
    body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
  },
  options: z.strictObject({}),
  authenticator: twilioAuthenticator,
  reader: () => twilioReader,
});
