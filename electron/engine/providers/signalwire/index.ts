/** SignalWire: cXML (compatible with Twilio), SWML and RELAY webhooks. */
import { signalwire as description } from '#shared/providers/signalwire.ts';
import { isFormType, isJsonType } from '../../util/media-types.ts';
import { emptyXmlResponse } from '../common/answers.ts';
import { defineProvider } from '../contract/provider.ts';
import { signalWireAuthenticator } from './authenticator.ts';
import { signalwireCallLog } from './call-log.ts';
import { signalWireReader } from './reader.ts';

export const signalwire = defineProvider(description, {
  methods: ['POST', 'GET'],
  acceptsMediaType: (type) => isFormType(type) || isJsonType(type),
  keptHeaders: () => [],
  accepted: emptyXmlResponse,
  authenticator: signalWireAuthenticator,
  reader: () => signalWireReader,
  callLog: signalwireCallLog,
  simulator: async () => (await import('./simulator.ts')).signalwireSimulator,
});
