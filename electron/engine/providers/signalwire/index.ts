/** SignalWire: cXML (compatible with Twilio), SWML and RELAY webhooks. */
import { z } from 'zod';
import { isFormType, isJsonType } from '../common/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { emptyResponse } from '../twiml/answer.ts';
import { signalWireAuthenticator } from './authenticator.ts';
import { signalWireReader } from './reader.ts';

export const signalwire = defineProvider<Record<string, never>>({
  id: 'signalwire',
  methods: ['POST', 'GET'],
  acceptsMediaType: (type) => isFormType(type) || isJsonType(type),
  keptHeaders: () => [],
  accepted: emptyResponse,
  options: z.strictObject({}),
  authenticator: signalWireAuthenticator,
  reader: () => signalWireReader,
});
