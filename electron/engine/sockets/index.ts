/** The sockets of all sources that have one as their transport. */

import type { LiveSource } from '#shared/config/sources.ts';
import type { SystemEvent } from '#shared/config/tunnel.ts';
import type { SubscriptionState } from '#shared/contract/completeness.ts';
import type { UnstoredDelivery } from '../intake/quarantine.ts';
import { type SocketVendor, socketVendors } from '../providers/sockets.ts';
import type { PreparedSource } from '../sources/prepare.ts';
import { checkOptions } from '../sources/prepare.ts';
import type { Clock } from '../util/clock.ts';
import { createIntake, type IntakeOptions } from './intake.ts';
import { type Socket, startSocket } from './socket.ts';

export interface SocketsOptions extends Pick<IntakeOptions, 'inbox' | 'skew' | 'onProved'> {
  sources: readonly LiveSource[];
  /** By ID, where the source has a secret; its authenticator judges the frames. */
  prepared: ReadonlyMap<string, PreparedSource>;
  clock: Clock;
  onUnstored(delivery: UnstoredDelivery): void;
  onState(state: SubscriptionState): void;
  /** Events of a source may have been missed. @param since milliseconds since the Unix epoch; null from before this engine. */
  onGap(sourceId: string, since: number | null): void;
}

export interface Sockets {
  /** Of every source whose transport is a socket, also where it cannot be opened. */
  states(): SubscriptionState[];
  system(event: SystemEvent): void;
  /** Tries again now. */
  retry(sourceId: string): void;
  stop(): Promise<void>;
}

export function startSockets({ sources, prepared, clock, onState, onGap, ...rest }: SocketsOptions): Sockets {
  const sockets = new Map<string, Socket>();
  const unusable = new Map<string, SubscriptionState>();

  const start = (source: LiveSource): void => {
    const { id } = source;
    const vendor = socketVendors[source.provider];
    const problem = problemOf(source, vendor, prepared.has(id));
    if (!vendor || problem) {
      const state: SubscriptionState = {
        sourceId: id,
        transport: 'socket',
        state: 'failed',
        ...(problem ?? noSocket),
        canRepair: false,
        since: new Date(clock.now()).toISOString(),
      };
      unusable.set(id, state);
      onState(state);
      return;
    }
    const socket = startSocket({
      sourceId: id,
      vendor: vendor.name,
      driver: vendor.driver(source, () => clock.now()),
      clock,
      intake: (onPressure) =>
        createIntake({
          ...rest,
          sourceId: id,
          authenticator: (vendor.areFramesSigned && prepared.get(id)?.authenticator) || null,
          sender: `${vendor.name} (socket)`,
          clock,
          onPressure,
        }),
      onState,
      onGap: (since) => onGap(id, since),
    });
    sockets.set(id, socket);
  };
  for (const source of sources) if (source.transport === 'socket') start(source);

  return {
    states: () => [...[...sockets.values()].map((socket) => socket.state()), ...unusable.values()],
    system: (event) => {
      for (const socket of sockets.values()) socket.system(event);
    },
    retry: (sourceId) => sockets.get(sourceId)?.retry(),
    async stop() {
      await Promise.all([...sockets.values()].map((socket) => socket.stop()));
    },
  };
}

const noSocket = {
  reason: 'This phone system offers no socket.',
  fix: 'Choose the webhook in Settings.',
};

/** Why a source's socket cannot be opened at all. */
function problemOf(
  source: LiveSource,
  vendor: SocketVendor | undefined,
  isPrepared: boolean,
): Pick<SubscriptionState, 'reason' | 'fix'> | null {
  if (!vendor) return noSocket;
  const missing = vendor.credentials.filter((name) => !source.credentials[name]);
  if (missing.length > 0)
    return {
      reason: `${vendor.name} needs API credentials for a socket; missing: ${missing.join(', ')}.`,
      fix: 'Enter the API credentials in Settings.',
    };
  // Without its options a socket would take more than was asked for, and without an authenticator, what has a secret
  // would be believed without looking at it.
  if (!checkOptions(source).ok || (vendor.areFramesSigned && source.secrets.length > 0 && !isPrepared))
    return { reason: 'The options of this phone system cannot be used.', fix: 'Complete them in Settings.' };
  return null;
}
