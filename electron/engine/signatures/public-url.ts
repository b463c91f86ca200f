/** The public URL as a vendor signs it, for vendors that sign the URL entered in their dashboard. */

/** Returns origin and path as configured, characters untouched, with the request's own query. */
export function requestedUrl(publicUrl: string, query: string): string {
  const [address = ''] = publicUrl.trim().split(/[?#]/, 1);
  return query === '' ? address : `${address}?${query}`;
}

/** The parts of the configured URL, characters untouched; `new URL()` would re-encode some of them. */
export interface PublicUrl {
  /** With `://`. */
  readonly scheme: string;
  /** With its `@`; empty when there is none. */
  readonly userInfo: string;
  readonly host: string;
  /** With its colon; empty when there is none. */
  readonly port: string;
  readonly path: string;
}

/** Splits the configured URL. Its query and fragment are dropped, because the request carries its own query. */
export function splitPublicUrl(url: string): PublicUrl {
  const [, scheme = '', authority = '', path = ''] =
    /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)([^?#]*)/i.exec(url.trim()) ?? [];
  const at = authority.lastIndexOf('@');
  const hostAndPort = authority.slice(at + 1);
  const [, host = hostAndPort, port = ''] = /^(.*?)(:\d*)?$/.exec(hostAndPort) ?? [];
  return { scheme, userInfo: authority.slice(0, at + 1), host, port, path };
}
