/** Requests to one vendor's API that differ in method, path and body only. */
import { type VendorRequest, vendorRequest } from './request.ts';

/** @param path with its query. @param body sent as JSON. @throws VendorError */
export type VendorClient = (
  method: VendorRequest['method'],
  path: string,
  signal?: AbortSignal,
  body?: object,
) => Promise<unknown>;

export const createVendorClient =
  ({ vendor, base, headers }: Pick<VendorRequest, 'vendor' | 'headers'> & { base: string }): VendorClient =>
  (method, path, signal, body) =>
    vendorRequest({
      vendor,
      method,
      url: `${base}${path}`,
      headers,
      ...(body && { body: JSON.stringify(body) }),
      signal,
    });
