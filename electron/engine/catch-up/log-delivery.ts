/**
 * What a call log tells goes through the inbox as a delivery, marked by a content type that no HTTP request can bring: no
 * provider accepts it.
 */
import { createHash } from 'node:crypto';
import type { CallEvent } from '../events/call-event.ts';
import { type EventReader, MalformedDelivery } from '../events/delivery.ts';
import { isObject, type JsonObject, own, parseJsonObject, textOf } from '../events/json.ts';
import type { InboxEntry } from '../intake/batch.ts';
import { isFromLog, logContentType } from '../intake/origin.ts';
import type { CallLog } from '../providers/contract/call-log.ts';

/**
 * The delivery of a record; null where the record tells of no call. What says the same of the same call is the same
 * delivery, however often it is listed.
 * @param receivedAt milliseconds since the Unix epoch.
 */
export function logDelivery(
  log: Pick<CallLog, 'toEvents'>,
  sourceId: string,
  record: JsonObject,
  receivedAt: number,
): InboxEntry | null {
  const events = log.toEvents(record);
  const [first] = events;
  if (!first) return null;
  const hash = createHash('sha256').update(JSON.stringify(events)).digest('base64url');
  const id = `call-log:${first.providerCallId}:${hash}`;
  const body = Buffer.from(JSON.stringify({ id, record }));
  return { sourceId, receivedAt, query: '', contentType: logContentType, headers: null, body };
}

/** The source's reader, which reads what came from the call log as well. */
export const withCallLog = (webhooks: EventReader, log: Pick<CallLog, 'toEvents'> | null): EventReader => ({
  identify(delivery) {
    if (!isFromLog(delivery.contentType)) return webhooks.identify(delivery);
    const id = textOf(own(parseJsonObject(delivery.body), 'id'));
    if (id === null) throw new MalformedDelivery('The call log’s record has no ID.');
    return { eventId: id, eventType: 'call-log' };
  },
  read(delivery): CallEvent[] {
    if (!isFromLog(delivery.contentType)) return webhooks.read(delivery);
    const record = own(parseJsonObject(delivery.body), 'record');
    if (!log || !isObject(record))
      throw new MalformedDelivery('The call log’s record cannot be read any more.');
    return log.toEvents(record).map((event) => ({ ...event, fromLog: true }));
  },
});
