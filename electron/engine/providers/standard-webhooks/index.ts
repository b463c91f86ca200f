/** Senders that follow the Standard Webhooks specification, Svix among them, with the generic event as payload. */
import { standardWebhooks as description } from '#shared/providers/standard-webhooks.ts';
import { MalformedDelivery } from '../../events/delivery.ts';
import { own, textOf } from '../../events/json.ts';
import { isJsonType } from '../../util/media-types.ts';
import { asGeneric, genericEvent, readGenericEvent } from '../common/generic-event.ts';
import { messageHeaders, standardWebhooksAuthenticator } from '../common/standard-webhooks.ts';
import { defineProvider } from '../contract/provider.ts';

export const standardWebhooks = defineProvider(description, {
  methods: ['POST'],
  acceptsMediaType: (type) => isJsonType(type) || type === 'text/plain',
  keptHeaders: () => ['webhook-id', 'webhook-timestamp', 'svix-id', 'svix-timestamp'],
  authenticator: standardWebhooksAuthenticator,
  reader: ({ mapping }) => ({
    identify(delivery) {
      const eventId = messageHeaders(delivery.headers)?.id;
      if (!eventId) throw new MalformedDelivery('The message has no webhook-id.');
      const event = genericEvent(delivery);
      return { eventId, eventType: event && textOf(own(asGeneric(event, mapping), 'type')) };
    },
    read(delivery) {
      const event = genericEvent(delivery);
      if (!event) return [];
      const generic = asGeneric(event, mapping);
      // The signed time of the message, where the event tells none.
      const timestamp = own(generic, 'timestamp') ?? messageHeaders(delivery.headers)?.timestamp;
      return readGenericEvent({ ...generic, timestamp });
    },
  }),
  simulator: async () => (await import('./simulator.ts')).standardWebhooksSimulator,
});
