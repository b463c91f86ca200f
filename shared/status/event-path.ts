/** The path of events to this computer: through the tunnel, sockets, or only locally. */

import type { SettingsSource } from '../config/settings.ts';
import { needsTunnel, usesSocket } from '../config/sources.ts';
import type { Status } from '../contract/status.ts';
import type { Reachability } from '../contract/tunnel.ts';

export type Path =
  | { isOpen: true; by: 'tunnel' | 'sockets' | 'local' }
  /** `isComing`: it is still opening, without a fault. `since` is ISO 8601. `sourceId`: the source of a socket. */
  | { isOpen: false; isComing: boolean; reason: string; since: string; sourceId?: string };

const retrying = 'Reconnecting…';

/** Joins the reason, the fix, and that it is retried. */
const sentence = (reason: string | null, fix: string | null, isRetried: boolean): string =>
  [reason ?? 'The public address does not answer.', fix, isRetried ? retrying : null]
    .filter((part) => part !== null)
    .join(' ');

function tunnelPath({ phase, reason, fix, since, nextAttemptAt }: Reachability): Path {
  if (phase === 'listening') return { isOpen: true, by: 'tunnel' };
  if (phase === 'not-listening')
    return { isOpen: false, isComing: false, reason: sentence(reason, fix, nextAttemptAt !== null), since };
  // A lost path has a reason, which stays valid during retries. A first attempt has none.
  if (reason) return { isOpen: false, isComing: false, reason: sentence(reason, fix, true), since };
  return {
    isOpen: false,
    isComing: true,
    reason: phase === 'probing' ? 'Checking the public address' : 'Connecting the tunnel',
    since,
  };
}

function socketPath(status: Status, sources: readonly SettingsSource[]): Path {
  const ofSources = sources.map(({ id, name }) => ({
    name,
    subscription: status.subscriptions.find(({ sourceId }) => sourceId === id),
  }));
  const down = ofSources.find(
    ({ subscription }) => subscription?.state === 'failed' || subscription?.state === 'disabled',
  );
  if (down?.subscription) {
    const { sourceId, reason, fix, since } = down.subscription;
    const why = sentence(reason ?? 'The connection was lost.', fix, fix === null);
    return { isOpen: false, isComing: false, reason: `${down.name}: ${why}`, since, sourceId };
  }
  const coming = ofSources.find(({ subscription }) => !subscription || subscription.state === 'connecting');
  if (coming)
    return {
      isOpen: false,
      isComing: true,
      reason: 'Connecting to the phone system',
      since: coming.subscription?.since ?? status.since,
    };
  return { isOpen: true, by: 'sockets' };
}

/**
 * The weakest of the needed paths: the tunnel when one is configured, and each socket. Without both, only programs on this
 * computer reach the engine. Missing setup is no fault here: see `setup-steps.ts`.
 */
export function pathOf(status: Status, sources: readonly SettingsSource[]): Path {
  const { reachability } = status;
  const overSockets = sources.filter(usesSocket);
  const isTunnelNeeded = needsTunnel(sources);
  if (reachability && reachability.phase !== 'off' && isTunnelNeeded) {
    const path = tunnelPath(reachability);
    return path.isOpen && overSockets.length > 0 ? narrowed(socketPath(status, overSockets), path) : path;
  }
  return overSockets.length > 0 ? socketPath(status, overSockets) : { isOpen: true, by: 'local' };
}

/** The weaker path: a disconnected socket counts although the tunnel is open. */
const narrowed = (sockets: Path, tunnel: Path): Path => (sockets.isOpen ? tunnel : sockets);
