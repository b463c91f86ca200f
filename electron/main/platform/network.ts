/** Which networks this computer is in. Electron's main process has no event for it, so it is looked at. */
import { networkInterfaces } from 'node:os';

/** Between looks, in milliseconds: the list costs the system less than a tenth of a millisecond. */
const lookEveryMs = 3_000;

/** All addresses that reach beyond this computer; link-local IPv6 ones say nothing about a way out. */
const fingerprint = (): string =>
  Object.entries(networkInterfaces())
    .flatMap(([name, addresses = []]) =>
      addresses
        .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
        .map(({ family, address }) => `${name} ${family} ${family === 'IPv6' ? prefixOf(address) : address}`),
    )
    .sort()
    .join('\n');

/** IPv6 privacy addresses (RFC 8981) come and go daily within the same network. */
const prefixOf = (address: string): string => address.split(':').slice(0, 4).join(':');

/** @param isOnline Electron's `net.isOnline`: whether there seems to be any connection at all. @returns what ends it. */
export function watchNetwork(isOnline: () => boolean, onChange: () => void): () => void {
  const look = (): string => `${isOnline()}\n${fingerprint()}`;
  let known = look();
  const timer = setInterval(() => {
    const current = look();
    if (current === known) return;
    known = current;
    onChange();
  }, lookEveryMs);
  return () => clearInterval(timer);
}
