/** Any phone system, script or automation that signs its body with a shared secret and sends the generic event. */
import { hmac as description, type HmacOptions } from '#shared/providers/hmac.ts';
import { atPath, derivedId, type JsonObject, own, textOf } from '../../events/json.ts';
import { header } from '../../signatures/unverified-request.ts';
import { isJsonType } from '../../util/media-types.ts';
import { asGeneric, genericEvent, namedEventId, readGenericEvent } from '../common/generic-event.ts';
import { defineProvider } from '../contract/provider.ts';
import { hmacAuthenticator } from './authenticator.ts';
import { eventIdHeader } from './options.ts';

export const hmac = defineProvider(description, {
  methods: ['POST'],
  acceptsMediaType: (type) => isJsonType(type) || type === 'text/plain',
  keptHeaders: (options) =>
    [eventIdHeader(options), options.timestampHeader].filter((name) => name !== undefined),
  authenticator: hmacAuthenticator,
  reader: (options) => ({
    identify(delivery) {
      const event = genericEvent(delivery);
      const idHeader = eventIdHeader(options);
      const generic = event && asGeneric(event, options.mapping);
      // The body's own ID first: the signature covers it, while a header can be exchanged on a replayed request.
      const eventId =
        (event && generic && idInBody({ event, generic, body: delivery.body }, options)) ??
        (idHeader && header(delivery.headers, idHeader)) ??
        derivedId(event, delivery.body);
      return { eventId, eventType: generic && textOf(own(generic, 'type')) };
    },
    read(delivery) {
      const event = genericEvent(delivery);
      if (!event) return [];
      const generic = asGeneric(event, options.mapping);
      // The time of sending, where the event tells none.
      const sentAt = options.timestampHeader && header(delivery.headers, options.timestampHeader);
      return readGenericEvent({ ...generic, timestamp: own(generic, 'timestamp') ?? sentAt });
    },
  }),
  simulator: async () => (await import('./simulator.ts')).hmacSimulator,
});

/** Null where the body has none. */
function idInBody(
  delivery: { event: JsonObject; generic: JsonObject; body: Buffer },
  { mapping, eventIdPath }: HmacOptions,
): string | null {
  const told = mapping?.id ? textOf(own(delivery.generic, 'id')) : null;
  if (told !== null) return namedEventId(told, delivery, false);
  const path = eventIdPath ?? 'id';
  const named = textOf(atPath(delivery.event, path));
  // Only who sends our own event is known to mean the event by its "id".
  return named === null ? null : namedEventId(named, delivery, mapping !== undefined && path === 'id');
}
