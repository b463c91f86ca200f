/**
 * Telnyx's call events: `GET /v2/call_events` (github team-telnyx/telnyx-node src/resources/call-events.ts), ordered by time,
 * of the last 24 hours only, with one filter on the time. A record is an event, with the webhooks' `call_session_id` and
 * `call_leg_id`; its `metadata` holds the raw event, whether with or without an envelope is unconfirmed, so both are read.
 */
import { z } from 'zod';
import type { CallEvent } from '../../events/call-event.ts';
import { isObject, type JsonObject, own } from '../../events/json.ts';
import { paged, pageNumber } from '../common/call-log-pages.ts';
import { instant } from '../common/values.ts';
import type { CallLog } from '../contract/call-log.ts';
import { telnyxApi } from './api.ts';
import { telnyxEvents } from './reader.ts';

const pageSize = 250;

const pageSchema = z.object({
  data: z.array(z.record(z.string(), z.unknown())),
  meta: z.object({ total_pages: z.number().optional() }).optional(),
});

export const telnyxCallLog: CallLog = {
  reachesBackMs: 24 * 60 * 60_000,
  list({ from, to, cursor }, { source, signal, attempt }) {
    const api = telnyxApi(source);
    return paged(api.vendor, cursor, async (at) => {
      const page = pageNumber(at);
      const query = {
        'filter[occurred_at][gte]': new Date(from).toISOString(),
        'filter[type]': 'webhook',
        'page[number]': String(page),
        'page[size]': String(pageSize),
      };
      const { data, meta } = await attempt(() =>
        api.request({ method: 'GET', path: '/v2/call_events', query, signal, schema: pageSchema }),
      );
      const isLast = meta?.total_pages === undefined ? data.length < pageSize : page >= meta.total_pages;
      const isPast = data.some((record) => (instant(own(record, 'event_timestamp')) ?? 0) > to);
      return { records: data, next: isLast || isPast || data.length === 0 ? null : String(page + 1) };
    });
  },
  toEvents,
};

function toEvents(record: JsonObject): CallEvent[] {
  const metadata = objectAt(record, 'metadata');
  const event = isObject(own(metadata, 'data')) ? objectAt(metadata, 'data') : metadata;
  const payload = isObject(own(event, 'payload')) ? objectAt(event, 'payload') : event;
  return telnyxEvents({
    event_type: own(record, 'name'),
    occurred_at: own(event, 'occurred_at') ?? own(record, 'event_timestamp'),
    payload: {
      ...payload,
      call_session_id: own(record, 'call_session_id'),
      call_leg_id: own(record, 'call_leg_id'),
    },
  });
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = own(object, key);
  return isObject(value) ? value : {};
}
