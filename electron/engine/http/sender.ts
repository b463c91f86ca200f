/** Whose request it is, for limits: an address, or a network of which one sender has all addresses. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { senderAddress } from './guard.ts';

/**
 * Returns the sender's IPv4 address, or its IPv6 network of 64 bits. What is no address counts for the connection's own: a
 * stranger's text is never kept.
 */
export function senderKey(request: IncomingMessage): string {
  const forwarded = senderAddress(request);
  return networkOf(forwarded) ?? networkOf(request.socket.remoteAddress ?? '') ?? 'unknown';
}

/** @returns null for what is no address. */
export function networkOf(address: string): string | null {
  const version = isIP(address);
  if (version === 4) return address;
  if (version === 0) return null;
  const [before = '', after] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const left = before === '' ? [] : before.split(':');
  const right = after === undefined || after === '' ? [] : after.split(':');
  const mapped = right.at(-1) ?? left.at(-1) ?? '';
  if (mapped.includes('.')) return mapped;
  const zeros = after === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
