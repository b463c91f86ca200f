/**
 * Telnyx Voice API (Call Control), webhook API version 2, and TeXML applications, whose callbacks are forms as Twilio's and signed
 * as the others are (developers.telnyx.com, TeXML callbacks; github team-telnyx/telnyx-php issue 96). A GET is not taken: the
 * signature does not cover its query.
 */
import { telnyx as description } from '#shared/providers/telnyx.ts';
import type { EventReader, StoredDelivery } from '../../events/delivery.ts';
import { isFormType, isJsonType } from '../../util/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { twimlReader } from '../twiml/reader.ts';
import { telnyxAuthenticator } from './authenticator.ts';
import { telnyxCallLog } from './call-log.ts';
import { telnyxReader } from './reader.ts';
import { telnyxSubscriptions } from './subscription.ts';

const readerOf = ({ contentType }: StoredDelivery): EventReader =>
  isFormType(contentType ?? '') ? twimlReader : telnyxReader;
const reader: EventReader = {
  identify: (delivery) => readerOf(delivery).identify(delivery),
  read: (delivery) => readerOf(delivery).read(delivery),
};

export const telnyx = defineProvider(description, {
  methods: ['POST'],
  acceptsMediaType: (type) => isJsonType(type) || isFormType(type),
  keptHeaders: () => [],
  authenticator: telnyxAuthenticator,
  reader: () => reader,
  callLog: telnyxCallLog,
  subscription: telnyxSubscriptions,
  simulator: async () => (await import('./simulator.ts')).telnyxSimulator,
});
