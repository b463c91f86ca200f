/** Any phone system, script or automation that signs its body with a shared secret and sends the generic event. */
import { hmac as description } from '#shared/providers/hmac.ts';
import { atPath, derivedId, own, textOf } from '../../events/json.ts';
import { header } from '../../signatures/unverified-request.ts';
import { isJsonType } from '../../util/media-types.ts';
import { asGeneric, genericEvent, readGenericEvent } from '../common/generic-event.ts';
import { defineProvider } from '../contract/provider.ts';
import { hmacAuthenticator } from './authenticator.ts';
import { eventIdHeader } from './options.ts';

export const hmac = defineProvider(description, {
  methods: ['POST'],
  acceptsMediaType: (type) => isJsonType(type) || type === 'text/plain',
  keptHeaders: (options) => [eventIdHeader(options)].filter((name) => name !== undefined),
  authenticator: hmacAuthenticator,
  reader: (options) => ({
    identify(delivery) {
      const event = genericEvent(delivery);
      const idHeader = eventIdHeader(options);
      const generic = event && asGeneric(event, options.mapping);
      // The body's own ID first: the signature covers it, while a header can be exchanged on a replayed request.
      const eventId =
        (generic && options.mapping?.id && textOf(own(generic, 'id'))) ??
        (event && textOf(atPath(event, options.eventIdPath))) ??
        (idHeader && header(delivery.headers, idHeader)) ??
        derivedId(event, delivery.body);
      return { eventId, eventType: generic && textOf(own(generic, 'type')) };
    },
    read(delivery) {
      const event = genericEvent(delivery);
      return event ? readGenericEvent(asGeneric(event, options.mapping)) : [];
    },
  }),
  simulator: async () => (await import('./simulator.ts')).hmacSimulator,
});
