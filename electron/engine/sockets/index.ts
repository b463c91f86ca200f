/** The sockets of all sources whose transport is a socket. */

import type { LiveSource } from '#shared/config/sources.ts';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import type { SystemEvent } from '#shared/contract/system.ts';
import { missingCredentials } from '#shared/providers/index.ts';
import { iso } from '#shared/util/instant.ts';
import type { UnstoredDelivery } from '../intake/quarantine.ts';
import type { Driver, ProviderSocket } from '../providers/contract/socket.ts';
import { providers } from '../providers/index.ts';
import type { PreparedSource } from '../sources/prepare.ts';
import { checkOptions } from '../sources/prepare.ts';
import type { Clock } from '../util/clock.ts';
import { createIntake, type IntakeOptions } from './intake.ts';
import { type Socket, startSocket } from './socket.ts';

export interface SocketsOptions extends Pick<IntakeOptions, 'inbox' | 'skew' | 'onProved'> {
  sources: readonly LiveSource[];
  /** Sources with a secret, by ID; their authenticators verify the frames. */
  prepared: ReadonlyMap<string, PreparedSource>;
  clock: Clock;
  onUnstored(delivery: UnstoredDelivery): void;
  onState(state: SubscriptionState): void;
  /** Events of a source may have been missed. @param since milliseconds since the Unix epoch; null from before this engine. */
  onGap(sourceId: string, since: number | null): void;
}

export interface Sockets {
  /** States of all sources whose transport is a socket, also where it cannot be opened. */
  states(): SubscriptionState[];
  system(event: SystemEvent): void;
  /** Retries now. */
  retry(sourceId: string): void;
  stop(): Promise<void>;
}

export function startSockets({ sources, prepared, clock, onState, onGap, ...rest }: SocketsOptions): Sockets {
  const sockets = new Map<string, Socket>();
  const unusable = new Map<string, SubscriptionState>();

  const start = (source: LiveSource): void => {
    const { id } = source;
    const { socket: offered, description } = providers[source.provider];
    const options = checkOptions(source);
    const problem = problemOf(source, offered, options.ok, prepared.has(id));
    if (!offered || !options.ok || problem) {
      const state: SubscriptionState = {
        sourceId: id,
        transport: 'socket',
        state: 'failed',
        ...(problem ?? noSocket),
        canRepair: false,
        since: iso(clock.now()),
      };
      unusable.set(id, state);
      onState(state);
      return;
    }
    const socket = startSocket({
      sourceId: id,
      vendor: description.vendor,
      driver: loadedOnConnect(() => offered.driver(source, options.value, () => clock.now())),
      clock,
      intake: (onPressure) =>
        createIntake({
          ...rest,
          sourceId: id,
          authenticator: (offered.areFramesSigned && prepared.get(id)?.authenticator) || null,
          sender: `${description.vendor} (socket)`,
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

/** Returns a driver whose code is loaded when it first connects. */
function loadedOnConnect(load: () => Promise<Driver>): Driver {
  let driver: Promise<Driver> | null = null;
  return {
    async connect(context) {
      driver ??= load();
      return (await driver).connect(context);
    },
  };
}

type SocketProblem = Pick<SubscriptionState, 'reason' | 'reasonCode' | 'fix'>;

const noSocket: SocketProblem = {
  reason: 'This phone system offers no socket.',
  reasonCode: 'no-socket',
  fix: 'Choose the webhook in Settings.',
};

/** Returns why a source's socket cannot be opened at all; null where it can. */
function problemOf(
  { provider, credentials, secrets }: LiveSource,
  offered: ProviderSocket | undefined,
  areOptionsGood: boolean,
  isPrepared: boolean,
): SocketProblem | null {
  if (!offered) return noSocket;
  const missing = missingCredentials(provider, (name) => Boolean(credentials[name]));
  if (missing.length > 0)
    return {
      reason: `${providers[provider].description.vendor} needs API credentials for a socket; missing: ${missing.map(({ name }) => name).join(', ')}.`,
      reasonCode: 'no-credentials',
      fix: 'Enter the API credentials in Settings.',
    };
  // Without its options a socket would receive more than was asked for. Without an authenticator, frames of a source with a
  // secret would be accepted unverified.
  if (!areOptionsGood || (offered.areFramesSigned && secrets.length > 0 && !isPrepared))
    return {
      reason: 'The options of this phone system cannot be used.',
      reasonCode: 'bad-options',
      fix: 'Complete them in Settings.',
    };
  return null;
}
