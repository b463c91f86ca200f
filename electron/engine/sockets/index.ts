/** The sockets of all sources whose transport is a socket. */

import { type LiveSource, usesSocket } from '#shared/config/sources.ts';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import type { SystemEvent } from '#shared/contract/system.ts';
import { missingCredentials } from '#shared/providers/index.ts';
import { iso } from '#shared/util/instant.ts';
import { isSameData } from '#shared/util/same-data.ts';
import type { UnacceptedDelivery } from '../intake/quarantine.ts';
import type { Driver, ProviderSocket } from '../providers/contract/socket.ts';
import { providers } from '../providers/index.ts';
import { checkOptions, type PreparedSource } from '../sources/prepare.ts';
import type { Clock } from '../util/clock.ts';
import { createIntake, type IntakeOptions } from './intake.ts';
import { type Socket, startSocket } from './socket.ts';

export interface SocketsOptions extends Pick<IntakeOptions, 'inbox' | 'skew' | 'onProved'> {
  sources: readonly LiveSource[];
  /** Sources with a secret, by ID; their authenticators verify the frames. */
  prepared: Pick<ReadonlyMap<string, PreparedSource>, 'get' | 'has'>;
  clock: Clock;
  onUnaccepted(delivery: UnacceptedDelivery): void;
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
  /**
   * Exchanges the sockets of sources that changed, each when the earlier one is closed; the others stay open. Call when
   * `prepared` knows them.
   */
  setSources(sources: readonly LiveSource[]): void;
  stop(): Promise<void>;
}

/** A source's place among the sockets: `socket` is null while the earlier one closes, and where none can be opened. */
interface Place {
  source: LiveSource;
  socket: Socket | null;
  /** Holds where there is no socket. */
  state: SubscriptionState;
  /** Resolves when the source's earlier socket is closed. */
  free: Promise<unknown>;
}

export function startSockets({ sources, prepared, clock, onState, onGap, ...rest }: SocketsOptions): Sockets {
  let places: ReadonlyMap<string, Place> = new Map();
  let isStopped = false;

  const stateOf = (
    { id }: LiveSource,
    state: Pick<SubscriptionState, 'state' | 'reason' | 'reasonCode' | 'fix'>,
  ): SubscriptionState => ({
    sourceId: id,
    transport: 'socket',
    ...state,
    canRepair: false,
    since: iso(clock.now()),
  });

  const start = (place: Place): void => {
    const { source } = place;
    const { id } = source;
    const { socket: offered, description } = providers[source.provider];
    const options = checkOptions(source);
    const problem = problemOf(source, offered, options.ok, prepared.has(id));
    if (!offered || !options.ok || problem) {
      place.state = stateOf(source, { state: 'failed', ...(problem ?? noSocket) });
      onState(place.state);
      return;
    }
    place.socket = startSocket({
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
  };

  /** A socket for the source: at once, or when the earlier one is closed. */
  const take = (source: LiveSource, earlier: Place | undefined): Place => {
    const state = stateOf(source, { state: 'connecting', reason: null, reasonCode: null, fix: null });
    const place: Place = { source, socket: null, state, free: Promise.resolve() };
    if (!earlier) start(place);
    else {
      place.free = earlier.socket?.stop() ?? earlier.free;
      void place.free.then(() => {
        if (!isStopped && places.get(source.id) === place) start(place);
      });
    }
    return place;
  };

  const setSources = (next: readonly LiveSource[]): void => {
    const before = places;
    const wanted = next.filter(usesSocket);
    for (const [id, { socket }] of before)
      if (!wanted.some((source) => source.id === id)) void socket?.stop();
    places = new Map(
      wanted.map((source) => {
        const earlier = before.get(source.id);
        const isSame = earlier !== undefined && isSameData(earlier.source, source);
        return [source.id, isSame ? earlier : take(source, earlier)];
      }),
    );
  };
  setSources(sources);

  return {
    states: () => [...places.values()].map(({ socket, state }) => socket?.state() ?? state),
    system: (event) => {
      for (const { socket } of places.values()) socket?.system(event);
    },
    retry: (sourceId) => places.get(sourceId)?.socket?.retry(),
    setSources,
    async stop() {
      isStopped = true;
      await Promise.all([...places.values()].map(({ socket, free }) => socket?.stop() ?? free));
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
