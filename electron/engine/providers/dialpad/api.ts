/** Dialpad's API: a key as bearer token, lists by cursor (github dialpad/dialpad-python-sdk src/dialpad/client.py). */
import { z } from 'zod';
import type { LiveSource } from '#shared/config/sources.ts';
import { bearer } from '../http-client/authorization.ts';
import { apiBaseUrl } from '../http-client/base-url.ts';
import { VendorError, type VendorRequest, vendorRequest } from '../http-client/request.ts';

export interface DialpadApi {
  /** @throws VendorError */
  request(
    method: VendorRequest['method'],
    path: string,
    body?: string,
    signal?: AbortSignal,
  ): Promise<unknown>;
  /** All pages; what does not fit the schema is left out. @throws VendorError */
  list<T>(path: string, item: z.ZodType<T>, signal?: AbortSignal): Promise<T[]>;
}

const pageSchema = z.object({ items: z.array(z.unknown()).default([]), cursor: z.string().nullish() });
/** Far above the vendor's limits of subscriptions; a list that goes round in circles must end. */
const maxPages = 50;

export function createDialpadApi(source: Pick<LiveSource, 'options' | 'credentials'>): DialpadApi {
  const base = apiBaseUrl(source, 'https://dialpad.com');
  const headers = bearer(source.credentials.apiKey ?? '');
  const request: DialpadApi['request'] = (method, path, body, signal) =>
    vendorRequest({
      vendor: 'Dialpad',
      method,
      url: `${base}${path}`,
      headers,
      ...(body !== undefined && { body }),
      signal,
    });
  return {
    request,
    async list(path, item, signal) {
      const found: z.infer<typeof item>[] = [];
      let cursor: string | null | undefined;
      for (let page = 0; page < maxPages; page += 1) {
        const query = cursor ? `?cursor=${encodeURIComponent(cursor)}` : '';
        const answer = pageSchema.safeParse(await request('GET', `${path}${query}`, undefined, signal));
        if (!answer.success)
          throw new VendorError('failed', 'Dialpad sent a list that is not as documented.');
        for (const one of answer.data.items) {
          const parsed = item.safeParse(one);
          if (parsed.success) found.push(parsed.data);
        }
        cursor = answer.data.cursor;
        if (!cursor) break;
      }
      return found;
    },
  };
}
