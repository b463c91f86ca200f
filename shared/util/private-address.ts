const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** True when others cannot read what is sent to a URL: it uses TLS, or is this computer. */
export function isPrivateAddress(url: URL): boolean {
  return url.protocol === 'https:' || url.protocol === 'wss:' || loopback.has(url.hostname);
}
