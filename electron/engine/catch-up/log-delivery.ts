/** The records of a call log as deliveries, which go through the inbox like webhooks. */
import { createHash } from 'node:crypto';
import type { CallEvent } from '../events/call-event.ts';
import { type EventReader, MalformedDelivery } from '../events/delivery.ts';
import { isObject, type JsonObject, own, parseJsonObject, textOf } from '../events/json.ts';
import { provedByConnection, type VerifiedDelivery } from '../intake/verified-delivery.ts';
import type { CallLog } from '../providers/contract/call-log.ts';

/**
 * The delivery of a record; null when the record is about no call. Records with the same content get the same event ID, so
 * that listing one again adds nothing.
 * @param receivedAt milliseconds since the Unix epoch.
 */
export function logDelivery(
  log: Pick<CallLog, 'toEvents'>,
  sourceId: string,
  record: JsonObject,
  receivedAt: number,
): VerifiedDelivery | null {
  const events = log.toEvents(record);
  const [first] = events;
  if (!first) return null;
  const hash = createHash('sha256').update(JSON.stringify(events)).digest('base64url');
  const id = `call-log:${first.providerCallId}:${hash}`;
  const body = Buffer.from(JSON.stringify({ id, record }));
  return provedByConnection({ sourceId, receivedAt, contentType: 'application/json', body }, 'call-log');
}

/** Reads the deliveries of {@link logDelivery}. @param log null when the provider no longer has a call log. */
export const callLogReader = (log: Pick<CallLog, 'toEvents'> | null): EventReader => ({
  identify(delivery) {
    const id = textOf(own(parseJsonObject(delivery.body), 'id'));
    if (id === null) throw new MalformedDelivery('The call log’s record has no ID.');
    return { eventId: id, eventType: 'call-log' };
  },
  read(delivery): CallEvent[] {
    const record = own(parseJsonObject(delivery.body), 'record');
    if (!log || !isObject(record))
      throw new MalformedDelivery('The call log’s record cannot be read any more.');
    return log.toEvents(record).map((event) => ({ ...event, fromLog: true }));
  },
});
