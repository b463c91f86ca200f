/** Where a vendor's API is. */
import { z } from 'zod';
import type { LiveSource } from '#shared/config/sources.ts';

const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Whether an address keeps what is sent to it from others: TLS, or this computer itself. */
export function isPrivateAddress(url: URL): boolean {
  return url.protocol === 'https:' || url.protocol === 'wss:' || loopback.has(url.hostname);
}

/** `options.apiBaseUrl`, which every provider takes: another server than the vendor's own, e.g. its sandbox. */
export const apiBaseUrlSchema = z
  .url({ protocol: /^https?$/, error: 'expected an https URL' })
  .refine((text) => isPrivateAddress(new URL(text)), 'expected an https URL');

/** The address without a slash at its end. @param vendors the vendor's own. */
export function apiBaseUrl({ options }: Pick<LiveSource, 'options'>, vendors: string): string {
  const own = apiBaseUrlSchema.safeParse(options.apiBaseUrl);
  return (own.success ? own.data : vendors).replace(/\/+$/, '');
}
