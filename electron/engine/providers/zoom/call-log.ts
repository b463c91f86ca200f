/**
 * Zoom Phone's call history of the account: `GET /v2/phone/call_history` (developers.zoom.us/docs/phone/migrate), with a token
 * of a Server-to-Server OAuth app. `from` and `to` are in `yyyy-MM-ddTHH:mm:ssZ`, pages go on by `next_page_token`, which
 * ends after 15 minutes. The array is `call_history`, before November 2026 `call_logs`; a record has the `call_id` of the
 * webhooks, and `call_result` where they have `result`. That `call_id` is the same in both is documented for the call element
 * events and taken to hold for the older ones (unconfirmed).
 */
import { z } from 'zod';
import { type CallLog, type CallLogAccess, checked, isoSeconds, paged } from '../contract/call-log.ts';
import { basic, bearer } from '../http-client/authorization.ts';
import { apiBaseUrl } from '../http-client/base-url.ts';
import { VendorError, vendorRequest } from '../http-client/request.ts';
import { zoomHistoryEntry } from './history.ts';

const vendor = 'Zoom';

const records = z.array(z.record(z.string(), z.unknown()));
const pageSchema = z.object({
  call_history: records.optional(),
  call_logs: records.optional(),
  next_page_token: z.string().nullish(),
});
const tokenSchema = z.object({ access_token: z.string() });

export const zoomCallLog: CallLog = {
  vendor,
  reachesBackMs: null,
  list({ from, to, cursor }, access) {
    const { source, signal, attempt } = access;
    const base = apiBaseUrl(source, 'https://api.zoom.us');
    let token: string | null = null;
    return paged(vendor, cursor, async (at) => {
      const query = new URLSearchParams({ from: isoSeconds(from), to: isoSeconds(to), page_size: '300' });
      if (at !== null) query.set('next_page_token', at);
      token ??= await attempt(() => logIn(access));
      const headers = bearer(token);
      const answer = await attempt(() =>
        vendorRequest({
          vendor,
          method: 'GET',
          url: `${base}/v2/phone/call_history?${query}`,
          headers,
          signal,
        }),
      );
      const page = checked(vendor, pageSchema, answer);
      return {
        records: page.call_history ?? page.call_logs ?? [],
        next: page.next_page_token || null,
      };
    });
  },
  toEvents: zoomHistoryEntry,
};

/** developers.zoom.us/docs/internal-apps/s2s-oauth. @throws VendorError */
async function logIn({ source, signal }: CallLogAccess): Promise<string> {
  const { accountId = '', clientId = '', clientSecret = '' } = source.credentials;
  const query = new URLSearchParams({ grant_type: 'account_credentials', account_id: accountId });
  try {
    const answer = await vendorRequest({
      vendor,
      method: 'POST',
      url: `${apiBaseUrl(source, 'https://zoom.us')}/oauth/token?${query}`,
      headers: basic(clientId, clientSecret),
      signal,
    });
    return checked(vendor, tokenSchema, answer).access_token;
  } catch (error) {
    // RFC 6749, section 5.2: a wrong client or account is answered 400.
    if (error instanceof VendorError && error.status === 400)
      throw new VendorError('refused', 'Zoom refused the credentials.', { status: 400 });
    throw error;
  }
}
