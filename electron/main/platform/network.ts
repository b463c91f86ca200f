/** The detection of network changes. Electron's main process has no event for it, so the addresses are polled. */
import { networkInterfaces } from 'node:os';

/** Polling interval in milliseconds. The list takes less than a tenth of a millisecond. */
const pollEveryMs = 3_000;

/** All external addresses as one text. Link-local IPv6 addresses do not count: they show no connection. */
const fingerprint = (): string =>
  Object.entries(networkInterfaces())
    .flatMap(([name, addresses = []]) =>
      addresses
        .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
        .map(({ family, address }) => `${name} ${family} ${family === 'IPv6' ? prefixOf(address) : address}`),
    )
    .sort()
    .join('\n');

/** The network part of an IPv6 address. Privacy addresses (RFC 8981) change daily within the same network. */
const prefixOf = (address: string): string => address.split(':').slice(0, 4).join(':');

/**
 * Watches for network changes.
 * @param isOnline Electron's `net.isOnline`: true when any connection seems to exist. @returns a function that stops watching.
 */
export function watchNetwork(isOnline: () => boolean, onChange: () => void): () => void {
  const look = (): string => `${isOnline()}\n${fingerprint()}`;
  let known = look();
  const timer = setInterval(() => {
    const current = look();
    if (current === known) return;
    known = current;
    onChange();
  }, pollEveryMs);
  return () => clearInterval(timer);
}
