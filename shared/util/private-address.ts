const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Whether an address keeps what is sent to it from others: TLS, or this computer itself. */
export function isPrivateAddress(url: URL): boolean {
  return url.protocol === 'https:' || url.protocol === 'wss:' || loopback.has(url.hostname);
}
