/** Senders that follow the Standard Webhooks specification, Svix among them, with the generic event as payload. */
import { z } from 'zod';
import { defaultToleranceSeconds } from '../../verify/timestamp.ts';
import { own, textOf } from '../generic/json.ts';
import { isJsonType } from '../generic/media-types.ts';
import { genericEvent, readGenericEvent } from '../generic/reader.ts';
import { defineProvider, MalformedDelivery } from '../provider.ts';
import { messageHeaders, standardWebhooksAuthenticator } from './authenticator.ts';

const standardWebhooksOptionsSchema = z.strictObject({
  /** Either way; the SDKs' value is 300. */
  toleranceSeconds: z.number().min(1).max(86_400).default(defaultToleranceSeconds),
});
export type StandardWebhooksOptions = z.infer<typeof standardWebhooksOptionsSchema>;

export const standardWebhooks = defineProvider<StandardWebhooksOptions>({
  id: 'standard-webhooks',
  methods: ['POST'],
  acceptsMediaType: (type) => isJsonType(type) || type === 'text/plain',
  keptHeaders: () => ['webhook-id', 'webhook-timestamp', 'svix-id', 'svix-timestamp'],
  options: standardWebhooksOptionsSchema,
  authenticator: standardWebhooksAuthenticator,
  reader: () => ({
    identify(delivery) {
      const eventId = messageHeaders(delivery.headers)?.id;
      if (!eventId) throw new MalformedDelivery('The message has no webhook-id.');
      const event = genericEvent(delivery);
      return { eventId, eventType: event && textOf(own(event, 'type')) };
    },
    read(delivery) {
      const event = genericEvent(delivery);
      return event ? readGenericEvent(event) : [];
    },
  }),
});
