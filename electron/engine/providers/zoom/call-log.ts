/**
 * Zoom Phone's call history of the account: `GET /v2/phone/call_history` (developers.zoom.us/docs/phone/migrate), with a token
 * of a Server-to-Server OAuth app. `from` and `to` are in `yyyy-MM-ddTHH:mm:ssZ`, pages go on by `next_page_token`, which
 * ends after 15 minutes. The array is `call_history`, before November 2026 `call_logs`; a record has the `call_id` of the
 * webhooks, and `call_result` where they have `result`. That `call_id` is the same in both is documented for the call element
 * events and taken to hold for the older ones (unconfirmed).
 */
import { z } from 'zod';
import { isoSeconds, paged } from '../common/call-log-pages.ts';
import type { CallLog } from '../contract/call-log.ts';
import { zoomApi } from './api.ts';
import { zoomHistoryEntry } from './history.ts';

const records = z.array(z.record(z.string(), z.unknown()));
const pageSchema = z.object({
  call_history: records.optional(),
  call_logs: records.optional(),
  next_page_token: z.string().nullish(),
});

export const zoomCallLog: CallLog = {
  reachesBackMs: null,
  list({ from, to, cursor }, { source, signal, attempt }) {
    const api = zoomApi(source);
    return paged(api.vendor, cursor, async (at) => {
      const query = {
        from: isoSeconds(from),
        to: isoSeconds(to),
        page_size: '300',
        ...(at !== null && { next_page_token: at }),
      };
      const page = await attempt(() =>
        api.request({ method: 'GET', path: '/v2/phone/call_history', query, signal, schema: pageSchema }),
      );
      return {
        records: page.call_history ?? page.call_logs ?? [],
        next: page.next_page_token || null,
      };
    });
  },
  toEvents: zoomHistoryEntry,
};
