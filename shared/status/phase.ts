/** The phase of the status, derived from the engine and its reachability. */
import type { Problem } from '../contract/problem.ts';
import type { Status } from '../contract/status.ts';
import type { Reachability } from '../contract/tunnel.ts';

/** The problem of a tunnel that keeps webhooks away; null when there is none. */
export function tunnelProblem(reachability: Reachability | null, isNeeded: boolean): Problem | null {
  if (reachability?.phase !== 'not-listening') return null;
  return {
    code: 'tunnel-down',
    severity: isNeeded ? 'blocking' : 'warning',
    message: reachability.reason ?? 'Nothing arrives through the tunnel.',
    fix: reachability.fix ?? 'Ringback tries again automatically.',
    since: reachability.since,
  };
}

/**
 * `listening` is only said when the engine listens and, where a tunnel is needed, something came through it.
 * @param isUp whether the engine has the port
 */
export function phaseOf(
  isUp: boolean,
  problems: readonly Problem[],
  reachability: Reachability | null,
  isTunnelNeeded: boolean,
): Status['phase'] {
  if (problems.some(({ severity }) => severity === 'blocking')) return 'not-listening';
  if (!isUp || !reachability) return 'starting';
  const isProved = reachability.phase === 'off' || reachability.phase === 'listening';
  return isProved || !isTunnelNeeded ? 'listening' : 'starting';
}
