/** Senders of CloudEvents 1.0 over HTTP, with the generic event's data in them. */
import { cloudevents as description } from '#shared/providers/cloudevents.ts';
import { PartlyMalformed } from '../../events/delivery.ts';
import { isObject, type JsonObject, own } from '../../events/json.ts';
import { isJsonType } from '../../util/media-types.ts';
import { asGeneric, readGenericEvent } from '../common/generic-event.ts';
import { defineProvider } from '../contract/provider.ts';
import { cloudEventsAuthenticator } from './authenticator.ts';
import { attributeHeaders, type CloudEvent, cloudEventsOf, identityOf } from './event.ts';

export const cloudevents = defineProvider(description, {
  methods: ['POST', 'OPTIONS'],
  acceptsMediaType: isJsonType,
  keptHeaders: () => attributeHeaders,
  authenticator: cloudEventsAuthenticator,
  reader: ({ mapping }) => ({
    identify: (delivery) => identityOf(cloudEventsOf(delivery), delivery.body),
    read(delivery) {
      const { events, faults } = cloudEventsOf(delivery);
      const read = events.flatMap((event) => {
        const generic = asGeneric(mapping ? event : unwrapped(event), mapping);
        return readGenericEvent({ ...generic, timestamp: generic.timestamp ?? event.time });
      });
      const [fault] = faults;
      if (fault) throw new PartlyMalformed(faults.length, events.length + faults.length, fault, read);
      return read;
    },
  }),
  simulator: async () => (await import('./simulator.ts')).cloudeventsSimulator,
});

/** Some senders put the whole generic event, with a type and data of its own, into the data. */
function unwrapped(event: CloudEvent): JsonObject {
  const { data, type, time } = event;
  const isWhole = isObject(data) && own(data, 'callId') === undefined && isObject(own(data, 'data'));
  return isWhole ? { type, timestamp: time, ...data } : event;
}
