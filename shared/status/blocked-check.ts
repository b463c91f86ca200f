/** The words for a blocked check: calls arrive although Ringback's own check does not. */

import type { BlockedCheck, Reachability, Rival } from '../contract/tunnel.ts';
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
  'wrong-destination': 'ends at another computer at times',
  'other-ringback': 'ends at another Ringback',
  proxy: "does not get through this network's proxy",
  'plain-http': 'arrives over plain HTTP',
};

/** "our own check is refused by the address (403)" */
export const checkWords = ({ code, status }: BlockedCheck): string =>
  `our own check ${fates[code] ?? 'does not come through'}${status === null ? '' : ` (${status})`}`;

/** "calls arrive, last today 2:05 PM"; null before the first. @param now milliseconds since the Unix epoch. */
export const arrivalWords = (
  { lastTrafficAt }: Reachability,
  now: number,
  { at }: TimeWords,
): string | null => (lastTrafficAt === null ? null : `calls arrive, last ${at(lastTrafficAt, now)}`);

const rivalWords = {
  here: ['calls reach this computer', 'another Ringback asks for this address too'],
  there: ['another Ringback uses this address', 'calls reach the other one'],
  both: ['another Ringback uses this address', 'each gets a part of the calls'],
  unknown: ['another Ringback uses this address', 'one of the two gets the calls'],
} as const satisfies Record<Rival['callsReach'], readonly string[]>;

/** "calls reach this computer", "another Ringback asks for this address too" */
export const rivalPhrases = ({ callsReach }: Rival): readonly string[] => rivalWords[callsReach];
