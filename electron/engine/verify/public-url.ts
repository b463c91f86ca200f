/** The address as a vendor signs it, for vendors that sign what was entered in their dashboard. */

/** Origin and path as configured, characters untouched, with the query that the request itself carries. */
export function requestedUrl(publicUrl: string, query: string): string {
  const [address = ''] = publicUrl.trim().split(/[?#]/, 1);
  return query === '' ? address : `${address}?${query}`;
}
