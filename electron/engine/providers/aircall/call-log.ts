/**
 * Aircall's calls: `GET /v1/calls` with `from` and `to` in Unix seconds, at most 50 a page, HTTP Basic with the API key
 * (developer.aircall.io/docs/your-first-api-call). A record is the call as the webhooks' `data` brings it, with the same `id`.
 * 60 requests a minute (third-party note, unconfirmed); a 429 is waited for.
 */
import { z } from 'zod';
import { own, textOf } from '../../events/json.ts';
import { paged, pageNumber } from '../common/call-log-pages.ts';
import { unixTime } from '../common/values.ts';
import type { CallLog } from '../contract/call-log.ts';
import { aircallApi } from './api.ts';
import { aircallCall } from './reader.ts';

const pageSchema = z.object({
  calls: z.array(z.record(z.string(), z.unknown())),
  meta: z.object({ next_page_link: z.string().nullish() }),
});

export const aircallCallLog: CallLog = {
  reachesBackMs: null,
  list({ from, to, cursor }, { source, signal, attempt }) {
    const api = aircallApi(source);
    return paged(api.vendor, cursor, async (at) => {
      const page = pageNumber(at);
      const query = {
        from: String(Math.floor(from / 1000)),
        to: String(Math.ceil(to / 1000)),
        order: 'asc',
        per_page: '50',
        page: String(page),
      };
      const { calls, meta } = await attempt(() =>
        api.request({ method: 'GET', path: '/v1/calls', query, signal, schema: pageSchema }),
      );
      return { records: calls, next: meta.next_page_link ? String(page + 1) : null };
    });
  },
  toEvents(record) {
    const isOver =
      unixTime(own(record, 'ended_at'), 1000) !== null || textOf(own(record, 'status')) === 'done';
    return aircallCall(
      isOver ? 'call.ended' : 'call.created',
      record,
      unixTime(own(record, 'ended_at'), 1000),
    );
  },
};
