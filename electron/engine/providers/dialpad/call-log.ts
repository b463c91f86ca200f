/**
 * Dialpad's calls that are over: `GET /api/v2/call`, newest first, `started_after` and `started_before` in milliseconds, a
 * `cursor`; a company administrator's key with the scope `calls:list`, 1,200 requests a minute (github
 * dialpad/dialpad-python-sdk resources/calls_resource.py, schemas/call.py). Records have the webhooks' fields and IDs, with
 * `voicemail_share_link` and `recording_details` in place of `voicemail_link`.
 */
import { z } from 'zod';
import type { CallEvent } from '../../events/call-event.ts';
import { isObject, type JsonObject, own, textOf } from '../../events/json.ts';
import { type CallLog, checked, paged } from '../contract/call-log.ts';
import { createDialpadApi } from './api.ts';
import { dialpadCall } from './reader.ts';

const vendor = 'Dialpad';

const pageSchema = z.object({
  items: z.array(z.record(z.string(), z.unknown())).default([]),
  cursor: z.string().nullish(),
});

export const dialpadCallLog: CallLog = {
  vendor,
  reachesBackMs: null,
  list({ from, to, cursor }, { source, signal, attempt }) {
    const api = createDialpadApi(source);
    return paged(vendor, cursor, async (at) => {
      const query = new URLSearchParams({ started_after: String(from), started_before: String(to) });
      if (at !== null) query.set('cursor', at);
      const answer = await attempt(() => api.request('GET', `/api/v2/call?${query}`, undefined, signal));
      const page = checked(vendor, pageSchema, answer);
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
