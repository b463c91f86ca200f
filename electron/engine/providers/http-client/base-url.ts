/** Where a vendor's API is. */
import type { LiveSource } from '#shared/config/sources.ts';
import { apiBaseUrlSchema } from '#shared/providers/common-options.ts';

/** The address without a slash at its end. @param vendors the vendor's own. */
export function apiBaseUrl({ options }: Pick<LiveSource, 'options'>, vendors: string): string {
  const own = apiBaseUrlSchema.safeParse(options.apiBaseUrl);
  return (own.success ? own.data : vendors).replace(/\/+$/, '');
}
