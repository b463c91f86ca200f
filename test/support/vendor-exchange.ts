/** Sends a vendor's request and keeps all of the answer. */
import type { VendorRequest } from './provider-fixtures.ts';

export interface Reply {
  status: number;
  headers: Headers;
  body: string;
  /** Headers and body together, as a vendor with a limit on them counts. */
  bytes: number;
}

/** @param address with its path; the request brings its query. */
export async function exchange(
  address: string,
  { method, query, headers, body }: VendorRequest,
): Promise<Reply> {
  const response = await fetch(query === '' ? address : `${address}?${query}`, {
    method,
    headers,
    redirect: 'manual',
    ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
  });
  const text = await response.text();
  const headerBytes = [...response.headers].reduce(
    (sum, [name, value]) => sum + name.length + value.length + ': \r\n'.length,
    0,
  );
  return { status: response.status, headers: response.headers, body: text, bytes: headerBytes + text.length };
}
