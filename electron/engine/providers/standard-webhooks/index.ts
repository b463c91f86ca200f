/** Senders that follow the Standard Webhooks specification, Svix among them, with the generic event as payload. */
import { z } from 'zod';
import { eventMappingSchema } from '#shared/config/event-mapping.ts';
import { toleranceSecondsSchema } from '#shared/config/hmac-options.ts';
import { MalformedDelivery } from '../../events/delivery.ts';
import { own, textOf } from '../../events/json.ts';
import { asGeneric, genericEvent, readGenericEvent } from '../common/generic-reader.ts';
import { isJsonType } from '../common/media-types.ts';
import { defineProvider } from '../contract/provider.ts';
import { messageHeaders, standardWebhooksAuthenticator } from './authenticator.ts';

const standardWebhooksOptionsSchema = z.strictObject({
  /** Either way; the SDKs' value is 300. */
  toleranceSeconds: toleranceSecondsSchema,
  /** For bodies that are not the generic event. */
  mapping: eventMappingSchema.optional(),
});
export type StandardWebhooksOptions = z.infer<typeof standardWebhooksOptionsSchema>;

export const standardWebhooks = defineProvider<StandardWebhooksOptions>({
  id: 'standard-webhooks',
  methods: ['POST'],
  acceptsMediaType: (type) => isJsonType(type) || type === 'text/plain',
  keptHeaders: () => ['webhook-id', 'webhook-timestamp', 'svix-id', 'svix-timestamp'],
  options: standardWebhooksOptionsSchema,
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
      return event ? readGenericEvent(asGeneric(event, mapping)) : [];
    },
  }),
});
