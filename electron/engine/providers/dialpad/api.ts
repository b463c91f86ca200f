/** Dialpad's API: a key as bearer token, lists by cursor (github dialpad/dialpad-python-sdk src/dialpad/client.py). */
import { z } from 'zod';
import { dialpad } from '#shared/providers/dialpad.ts';
import { bearer } from '../http-client/authorization.ts';
import { type ApiSource, apiBaseUrl, credentialsOf } from '../http-client/source-access.ts';
import { createVendorApi, type VendorApi } from '../http-client/vendor-api.ts';

export const dialpadApi = (source: ApiSource): VendorApi =>
  createVendorApi({
    vendor: dialpad.vendor,
    baseUrl: apiBaseUrl(source, 'https://dialpad.com'),
    authorization: bearer(credentialsOf(dialpad, source).apiKey),
  });

const pageSchema = z.object({ items: z.array(z.unknown()).default([]), cursor: z.string().nullish() });
/** Far above the vendor's limits of subscriptions; a list that goes round in circles must end. */
const maxPages = 50;

/** All pages of a list; what does not fit the item's schema is left out. @throws VendorError */
export async function dialpadList<T>(
  api: VendorApi,
  { path, item, signal }: { path: string; item: z.ZodType<T>; signal: AbortSignal },
): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | null | undefined;
  for (let count = 0; count < maxPages; count += 1) {
    const query = cursor ? { cursor } : {};
    const page = await api.request({ method: 'GET', path, query, signal, schema: pageSchema });
    for (const one of page.items) {
      const parsed = item.safeParse(one);
      if (parsed.success) found.push(parsed.data);
    }
    cursor = page.cursor;
    if (!cursor) break;
  }
  return found;
}
