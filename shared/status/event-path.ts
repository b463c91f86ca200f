/** Whether the phone systems' events find their way to this computer. */

import type { SettingsSource } from '../config/settings.ts';
import { needsTunnel, usesSocket } from '../config/sources.ts';
import type { Status } from '../contract/status.ts';
import type { Reachability } from '../contract/tunnel.ts';

export type Path =
  | { isOpen: true; by: 'tunnel' | 'sockets' | 'local' }
  /** `isComing`: nothing is wrong, it takes its time. `since` is ISO 8601. `sourceId`: whose socket it is, where it is one. */
  | { isOpen: false; isComing: boolean; reason: string; since: string; sourceId?: string };

const retrying = 'Reconnecting…';

/** Why, what to do, and that it is tried again meanwhile. */
const sentence = (reason: string | null, fix: string | null, isRetried: boolean): string =>
  [reason ?? 'The public address does not answer.', fix, isRetried ? retrying : null]
    .filter((part) => part !== null)
    .join(' ');

function tunnelPath({ phase, reason, fix, since, nextAttemptAt }: Reachability): Path {
  if (phase === 'listening') return { isOpen: true, by: 'tunnel' };
  if (phase === 'not-listening')
    return { isOpen: false, isComing: false, reason: sentence(reason, fix, nextAttemptAt !== null), since };
  // A loss has a reason, which stays true while it is tried again; a first attempt has none.
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
 * The weakest of the ways that are needed: the tunnel as soon as one is configured, and the sockets where any phone system
 * has one, else only programs on this computer get through. What was never set up is in the way of nothing here: see
 * `setup-steps.ts`.
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

/** A socket that is down counts although the tunnel is up. */
const narrowed = (sockets: Path, tunnel: Path): Path => (sockets.isOpen ? tunnel : sockets);
