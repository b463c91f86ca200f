/** The words for a blocked check: calls arrive although Ringback's own check does not. */

import type { BlockedCheck, Reachability } from '../contract/tunnel.ts';
import type { TunnelFaultCode } from '../contract/tunnel-fault.ts';
import type { TimeWords } from '../format/time.ts';

/** The words for the check's result, by its fault's code. */
const fates: Partial<Record<TunnelFaultCode, string>> = {
  'sign-in': 'is refused by the address',
  interstitial: 'meets a page for people',
  redirect: 'is sent to another address',
  certificate: 'meets a certificate that this computer does not trust',
  'no-https': 'meets an address without HTTPS',
  network: 'gets no answer from this network',
  'bad-gateway': 'is not handed over',
  'wrong-destination': 'ends at another computer',
  'plain-http': 'arrives over plain HTTP',
};

/** "our own check is refused by the address (403)" */
export const checkWords = ({ code, status }: BlockedCheck): string =>
  `our own check ${fates[code] ?? 'does not come through'}${status === null ? '' : ` (${status})`}`;

/** "calls arrive, last today 2:05 PM"; null when the check arrives. @param now milliseconds since the Unix epoch. */
export function arrivalWords(
  { blockedCheck, lastTrafficAt }: Reachability,
  now: number,
  { at }: TimeWords,
): string | null {
  if (blockedCheck === null) return null;
  return lastTrafficAt === null ? 'calls arrive' : `calls arrive, last ${at(lastTrafficAt, now)}`;
}
