/** How a delivery came in. */

/** Marks what a call log told; no HTTP request can bring it, as no provider accepts it. */
export const logContentType = 'x-ringback/call-log';

export const isFromLog = (contentType: string | null): boolean => contentType === logContentType;
