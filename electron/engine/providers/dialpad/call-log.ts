/**
 * Dialpad's calls that are over: `GET /api/v2/call`, newest first, `started_after` and `started_before` in milliseconds, a
 * `cursor`; a company administrator's key with the scope `calls:list`, 1,200 requests a minute (github
 * dialpad/dialpad-python-sdk resources/calls_resource.py, schemas/call.py). Records have the webhooks' fields and IDs, with
 * `voicemail_share_link` and `recording_details` in place of `voicemail_link`.
 */
import { z } from 'zod';
import type { CallEvent } from '../../events/call-event.ts';
import { isObject, type JsonObject, own, textOf } from '../../events/json.ts';
import { paged } from '../common/call-log-pages.ts';
import type { CallLog } from '../contract/call-log.ts';
import { dialpadApi } from './api.ts';
import { dialpadCall } from './reader.ts';

const pageSchema = z.object({
  items: z.array(z.record(z.string(), z.unknown())).default([]),
  cursor: z.string().nullish(),
});

export const dialpadCallLog: CallLog = {
  reachesBackMs: null,
  list({ from, to, cursor }, { source, signal, attempt }) {
    const api = dialpadApi(source);
    return paged(api.vendor, cursor, async (at) => {
      const query = {
        started_after: String(from),
        started_before: String(to),
        ...(at !== null && { cursor: at }),
      };
      const page = await attempt(() =>
        api.request({ method: 'GET', path: '/api/v2/call', query, signal, schema: pageSchema }),
      );
      return { records: page.items, next: page.cursor || null };
    });
  },
  toEvents,
};

function toEvents(record: JsonObject): CallEvent[] {
  const recordings = own(record, 'recording_details');
  const message = (Array.isArray(recordings) ? recordings : [])
    .filter(isObject)
    .find((recording) => own(recording, 'recording_type') === 'voicemail');
  const link =
    textOf(own(record, 'voicemail_link')) ??
    textOf(own(record, 'voicemail_share_link')) ??
    (message ? textOf(own(message, 'url')) : null);
  return dialpadCall({
    ...record,
    // The list has calls that are over only; webhooks tell more states than it does.
    state: textOf(own(record, 'state')) ?? 'hangup',
    ...(link !== null && { voicemail_link: link }),
  }).map((event) => (event.kind === 'voicemail' ? { ...event, weak: true } : event));
}
