/** Senders of CloudEvents 1.0 over HTTP, with the generic event's data in them. */
import { z } from 'zod';
import { eventMappingSchema } from '#shared/config/event-mapping.ts';
import { isObject, type JsonObject, own } from '../../events/json.ts';
import { asGeneric, readGenericEvent } from '../common/generic-reader.ts';
import { isJsonType } from '../common/media-types.ts';
import { unauthenticatedOption } from '../common/unauthenticated.ts';
import { defineProvider } from '../contract/provider.ts';
import { type CloudEventsOptions, cloudEventsAuthenticator } from './authenticator.ts';
import { attributeHeaders, type CloudEvent, cloudEventsOf, identityOf } from './event.ts';

export const cloudevents = defineProvider<CloudEventsOptions>({
  id: 'cloudevents',
  methods: ['POST', 'OPTIONS'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => attributeHeaders,
  options: z.strictObject({
    ...unauthenticatedOption,
    /** A token besides those among the secrets. */
    accessToken: z.string().min(1, 'expected a token that is not empty').optional(),
    /** Paths begin at the event: `data.call.id`, `type`, `subject`. */
    mapping: eventMappingSchema.optional(),
  }),
  authenticator: cloudEventsAuthenticator,
  reader: ({ mapping }) => ({
    identify: (delivery) => identityOf(cloudEventsOf(delivery), delivery.body),
    read: (delivery) =>
      cloudEventsOf(delivery).flatMap((event) => {
        const generic = asGeneric(mapping ? event : unwrapped(event), mapping);
        return readGenericEvent({ ...generic, timestamp: generic.timestamp ?? event.time });
      }),
  }),
});

/** Some senders put the whole generic event, with a type and data of its own, into the data. */
function unwrapped(event: CloudEvent): JsonObject {
  const { data, type, time } = event;
  const isWhole = isObject(data) && own(data, 'callId') === undefined && isObject(own(data, 'data'));
  return isWhole ? { type, timestamp: time, ...data } : event;
}
