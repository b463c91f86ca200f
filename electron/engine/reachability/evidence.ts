/**
 * Weighs what is known of the path. A phone system's genuine request that came through proves it. A probe of our own that does
 * not come through says less: the tunnel's edge may refuse it (sign-in, bot protection, allow-list), and so may this
 * computer's network (hairpin, split DNS, inspected TLS).
 */
import type { BlockedCheck } from '#shared/contract/tunnel.ts';
import { iso } from '#shared/util/instant.ts';
import { type Fault, isSameFinding } from './fault.ts';
import { rivalMemoryMs, trafficTrustMs } from './timing.ts';

/** What probes meet, one after the other. */
interface Finding {
  readonly fault: Fault;
  /** When the first of them met it; milliseconds since the Unix epoch, like all times here. */
  readonly since: number;
  readonly times: number;
}

export interface Evidence {
  /** Null while probes come through. */
  readonly finding: Finding | null;
  /** When a genuine request last came through the tunnel as it is open now. */
  readonly trafficAt: number | null;
  /** What probes met while genuine requests came through, and at which address: it says nothing of the path there. */
  readonly disproved: { readonly fault: Fault; readonly url: string | null } | null;
  /** Somebody else's answer to a probe, between probes that came through; when it was last met. */
  readonly astray: { readonly fault: Fault; readonly since: number; readonly at: number } | null;
}

export const noEvidence: Evidence = { finding: null, trafficAt: null, disproved: null, astray: null };

/** Returns what is still known once the tunnel is closed. */
export const ofClosedTunnel = ({ disproved }: Evidence): Evidence => ({ ...noEvidence, disproved });

/** Adds a probe that did not come through. */
export function withFinding(evidence: Evidence, fault: Fault, now: number): Evidence {
  const { finding } = evidence;
  const isSame = finding !== null && isSameFinding(finding.fault, fault);
  const isAstray = fault.code === 'wrong-destination' || fault.code === 'other-ringback';
  return {
    ...evidence,
    astray: isAstray ? { fault, since: evidence.astray?.since ?? now, at: now } : evidence.astray,
    finding: isSame ? { ...finding, times: finding.times + 1 } : { fault, since: now, times: 1 },
  };
}

/** Returns what is known after a probe that came through: an answer of somebody else a while ago still counts. */
export const afterProof = ({ trafficAt, astray }: Evidence, now: number): Evidence => ({
  ...noEvidence,
  trafficAt,
  astray: astray !== null && now - astray.at < rivalMemoryMs ? astray : null,
});

/** A computer that is cut off gets no calls, whatever was true before. */
const offline: ReadonlySet<string | undefined> = new Set(['EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN']);

/** Whether genuine requests show that the path is open although probes do not come through. @param url the public origin. */
export function isOutweighed(
  { finding, trafficAt, disproved }: Evidence,
  url: string | null,
  now: number,
): boolean {
  if (finding === null) return false;
  const { fault, since } = finding;
  if (trafficAt !== null && trafficAt >= since && !offline.has(fault.errno)) return true;
  const isRecent = trafficAt !== null && now - trafficAt < trafficTrustMs;
  if (offline.has(fault.errno)) return isRecent && trafficAt >= since;
  if (disproved === null || disproved.url !== url) return false;
  return isSameFinding(disproved.fault, fault) || isRecent;
}

/** Notes that what probes meet says nothing of the path. */
export const withDisproved = (evidence: Evidence, url: string | null): Evidence =>
  evidence.finding ? { ...evidence, disproved: { fault: evidence.finding.fault, url } } : evidence;

/** What the check meets, as the contract tells it; null where a single probe failed, or none. */
export function blockedCheckOf({ finding, disproved, astray }: Evidence): BlockedCheck | null {
  const isBlocked = finding !== null && disproved !== null && isSameFinding(finding.fault, disproved.fault);
  const met = isBlocked ? finding : finding === null ? astray : null;
  if (met === null) return null;
  const { fault, since } = met;
  return { code: fault.code, status: fault.status ?? null, since: iso(since), message: fault.message };
}
