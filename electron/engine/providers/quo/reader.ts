/**
 * Quo's call events, whichever API they came from: `data.resource` and `data.context` since 2026-03-30
 * (quo.com/docs/2026-03-30/webhooks-event-payloads), `data.object` before (quo.com/docs/mdx/guides/webhooks; github
 * PipedreamHQ/pipedream components/openphone).
 */
import type { CallEvent } from '../../events/call-event.ts';
import type { EventReader } from '../../events/delivery.ts';
import { derivedId, isObject, own, parseJsonObject, textOf } from '../../events/json.ts';
import { messageHeaders } from '../common/standard-webhooks.ts';
import { instant } from '../common/values.ts';
import { legacyHeader } from './authenticator.ts';
import { legacyCall } from './legacy.ts';
import { resourceCall } from './resource.ts';

export const quoReader: EventReader = {
  identify(delivery) {
    const event = parseJsonObject(delivery.body);
    const bodyId = textOf(own(event, 'id'));
    // In the new API the body's ID is the event's, and the same for every endpoint that is told of it. The signature of the
    // older one does not cover the header.
    const messageId =
      delivery.headers[legacyHeader] === undefined ? messageHeaders(delivery.headers)?.id : null;
    const eventId = messageId ?? bodyId;
    return { eventId: eventId ?? derivedId(event, delivery.body), eventType: textOf(own(event, 'type')) };
  },
  read(delivery): CallEvent[] {
    const event = parseJsonObject(delivery.body);
    const type = textOf(own(event, 'type')) ?? '';
    const data = own(event, 'data');
    if (!type.startsWith('call.') || !isObject(data)) return [];
    const occurredAt = instant(own(event, 'createdAt'));
    const resource = own(data, 'resource');
    if (isObject(resource)) return resourceCall(type, resource, own(data, 'context'), occurredAt);
    const object = own(data, 'object');
    return isObject(object) ? legacyCall(type, object, occurredAt) : [];
  },
};
