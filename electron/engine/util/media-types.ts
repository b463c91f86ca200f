/** The media types of vendors' requests. */

/** `application/json` and everything with the `+json` structured syntax suffix (RFC 6839). */
export const isJsonType = (mediaType: string): boolean =>
  mediaType === 'application/json' || /^[a-z]+\/[a-z0-9.+-]+\+json$/.test(mediaType);

export const isFormType = (mediaType: string): boolean => mediaType === 'application/x-www-form-urlencoded';

/** The media type of a Content-Type header in lower case, without parameters; null when there is none. */
export const mediaTypeOf = (contentType: string | undefined): string | null =>
  contentType?.split(';', 1)[0]?.trim().toLowerCase() || null;
