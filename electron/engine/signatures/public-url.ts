/** The public URL as a vendor signs it, for vendors that sign the URL entered in their dashboard. */
import { domainToASCII, domainToUnicode } from 'node:url';

/**
 * Returns origin and path, characters untouched, with the request's own query: as configured, and with scheme and host in the
 * other forms that a vendor may have signed.
 */
export function requestedUrls(publicUrl: string, query: string): [string, ...string[]] {
  const tail = query === '' ? '' : `?${query}`;
  const [address = ''] = publicUrl.trim().split(/[?#]/, 1);
  const others = hostForms(splitPublicUrl(publicUrl)).map(
    ({ scheme, userInfo, host, port, path }) => scheme + userInfo + host + port + path + tail,
  );
  return [address + tail, ...others.filter((other) => other !== address + tail)];
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
  /** A question mark without a query behind it; else empty. */
  readonly emptyQuery: '' | '?';
  /** With its hash; empty when there is none. */
  readonly fragment: string;
}

/** Splits the configured URL. Its query is dropped, because the request carries its own. */
export function splitPublicUrl(url: string): PublicUrl {
  const [, scheme = '', authority = '', path = '', query, fragment = ''] =
    /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/is.exec(url.trim()) ?? [];
  const at = authority.lastIndexOf('@');
  const hostAndPort = authority.slice(at + 1);
  const [, host = hostAndPort, port = ''] = /^(.*?)(:\d*)?$/.exec(hostAndPort) ?? [];
  const userInfo = authority.slice(0, at + 1);
  return { scheme, userInfo, host, port, path, emptyQuery: query === '?' ? '?' : '', fragment };
}

/**
 * The forms in which scheme and host may have been signed: as entered, and as a URL library normalises them, in small letters
 * and with an internationalised name in either of its spellings (RFC 3986, section 6.2.2.1; RFC 5890).
 */
export function hostForms(url: PublicUrl): PublicUrl[] {
  const scheme = url.scheme.toLowerCase();
  const small = url.host.toLowerCase();
  const hosts = new Set([small, domainToASCII(small) || small, domainToUnicode(small) || small]);
  const normalised = [...hosts].map((host) => ({ ...url, scheme, host }));
  const isEntered = (form: PublicUrl) => form.scheme === url.scheme && form.host === url.host;
  return [url, ...normalised.filter((form) => !isEntered(form))];
}
