/**
 * Quo lists calls only between one of its numbers and one other party: `GET /v1/calls` demands `phoneNumberId` and
 * `participants` (quo.com/docs, List calls). So the conversations that changed since are listed first, `GET
 * /v1/conversations` with `updatedAfter`, and the calls of each are asked for. Whether every missed call moves its
 * conversation's time is unconfirmed, and a conversation with several others cannot be asked for: what was found is used, and
 * that nothing is missing is not claimed. A call's `id` is the webhooks' own.
 */
import { z } from 'zod';
import { type CallEvent, emptyEvent } from '../../events/call-event.ts';
import { isObject, type JsonObject, own, textOf } from '../../events/json.ts';
import { paged } from '../common/call-log-pages.ts';
import { directionOf, instant, wholeSeconds } from '../common/values.ts';
import type { CallLog, CallLogAccess, CallLogQuery } from '../contract/call-log.ts';
import type { VendorApi } from '../http-client/vendor-api.ts';
import { quoApi } from './api.ts';

const maxResults = '100';

const conversationsSchema = z.object({
  data: z.array(z.object({ phoneNumberId: z.string().nullish(), participants: z.array(z.string()) })),
  nextPageToken: z.string().nullish(),
});
const callsSchema = z.object({
  data: z.array(z.record(z.string(), z.unknown())),
  nextPageToken: z.string().nullish(),
});

export const quoCallLog: CallLog = {
  reachesBackMs: null,
  list(query, access) {
    const { signal, attempt } = access;
    const api = quoApi(access.source);
    return paged(api.vendor, query.cursor, async (at) => {
      const asked = {
        updatedAfter: new Date(query.from).toISOString(),
        maxResults,
        ...(at !== null && { pageToken: at }),
      };
      const { data, nextPageToken } = await attempt(() =>
        api.request({
          method: 'GET',
          path: '/v1/conversations',
          query: asked,
          signal,
          schema: conversationsSchema,
        }),
      );
      const records: JsonObject[] = [];
      for (const { phoneNumberId, participants } of data) {
        const [other] = participants;
        if (phoneNumberId && other && participants.length === 1)
          records.push(...(await callsWith(api, phoneNumberId, other, query, access)));
      }
      return { records, next: nextPageToken || null };
    });
  },
  toEvents,
};

async function callsWith(
  api: VendorApi,
  phoneNumberId: string,
  other: string,
  { from, to }: CallLogQuery,
  { signal, attempt }: CallLogAccess,
): Promise<JsonObject[]> {
  const records: JsonObject[] = [];
  const pages = paged(api.vendor, null, async (at) => {
    const query = {
      phoneNumberId,
      'participants[]': other,
      createdAfter: new Date(from).toISOString(),
      createdBefore: new Date(to).toISOString(),
      maxResults,
      ...(at !== null && { pageToken: at }),
    };
    const { data, nextPageToken } = await attempt(() =>
      api.request({ method: 'GET', path: '/v1/calls', query, signal, schema: callsSchema }),
    );
    return { records: data.map((call) => ({ ...call, other })), next: nextPageToken || null };
  });
  for await (const page of pages) records.push(...page.records);
  return records;
}

const running = new Set(['queued', 'initiated', 'ringing', 'in-progress']);

/** `other` is the party that the call was asked for by. */
function toEvents(record: JsonObject): CallEvent[] {
  const text = (key: string) => textOf(own(record, key));
  const id = text('id');
  if (!id) return [];
  const direction = directionOf(own(record, 'direction'));
  const answeredAt = instant(own(record, 'answeredAt'));
  const endedAt = instant(own(record, 'completedAt'));
  const base: CallEvent = {
    ...emptyEvent(id),
    direction,
    from: direction === 'outbound' ? null : text('other'),
    to: direction === 'outbound' ? text('other') : null,
    occurredAt: endedAt ?? instant(own(record, 'createdAt')),
    startedAt: instant(own(record, 'createdAt')),
    answeredAt,
    endedAt,
    durationSeconds: wholeSeconds(own(record, 'duration')),
  };
  const message = own(record, 'voicemail');
  if (isObject(message) && direction !== 'outbound')
    return [
      {
        ...base,
        kind: 'voicemail',
        weak: true,
        voicemail: {
          recordingUrl: textOf(own(message, 'recordingUrl')) ?? textOf(own(message, 'url')),
          transcript: textOf(own(message, 'transcript')),
          durationSeconds: wholeSeconds(own(message, 'duration')),
        },
      },
    ];
  if (answeredAt !== null) return [{ ...base, kind: 'answered' }];
  if (endedAt === null && running.has(text('status') ?? '')) return [{ ...base, kind: 'started' }];
  return [{ ...base, kind: direction === 'inbound' ? 'missed' : 'ended' }];
}
