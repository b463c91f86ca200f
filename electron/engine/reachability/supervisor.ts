/** The supervisor carries out the state machine's effects: it opens and closes tunnels, sends probes, and keeps the one timer. */
import { asSeen, type LiveTunnel } from '#shared/config/tunnel.ts';
import type { SystemEvent } from '#shared/contract/system.ts';
import type { Reachability } from '#shared/contract/tunnel.ts';
import { type OpenTunnel, type openTunnel, TunnelError, type TunnelProblem } from '../tunnel/index.ts';
import type { Fault } from './fault.ts';
import type { SendProbe } from './probe.ts';
import { type Effect, type Event, reduce } from './reduce.ts';
import type { RivalSighting } from './rival.ts';
import { initialState, reachabilityOf, type State } from './state.ts';

/** Clock, timers and randomness: the system's, or a test's. */
export interface World {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** From 0 to 1. */
  random(): number;
  /** @returns a function that cancels the timer. */
  after(ms: number, then: () => void): () => void;
}

export const realWorld: World = {
  now: () => Date.now(),
  random: () => Math.random(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};

export interface SupervisorOptions {
  tunnel: LiveTunnel;
  localPort: number;
  /** See `TunnelContext.dataFolder`. */
  dataFolder?: string | undefined;
  open: typeof openTunnel;
  probe: SendProbe;
  world: World;
  onChange(reachability: Reachability): void;
  /** Called for each fault, for the log; never carries the secret. */
  onFault(fault: Fault): void;
}

export interface Supervisor {
  readonly current: Reachability;
  system(event: SystemEvent): void;
  /** Retries now. */
  reconnect(): void;
  /** To be called for each genuine request that came through the tunnel. */
  onTraffic(): void;
  /** When a genuine request last came through; milliseconds since the Unix epoch, null before the first. */
  readonly lastTrafficAt: number | null;
  /** To be called for each probe of another Ringback with the same tunnel that arrives. */
  onRival(sighting: RivalSighting): void;
  /** Ends the tunnel within 2 s; no callback is called afterwards. */
  stop(): Promise<void>;
}

/** One tunnel, from opening until it is closed. */
interface Run {
  abort: AbortController;
  opening: Promise<OpenTunnel | null>;
}

const unexpected = (error: unknown): TunnelProblem => ({
  code: 'unexpected',
  message: 'The tunnel failed for a reason that is not known.',
  fix: 'It is tried again automatically. If this stays, start Ringback again.',
  permanent: false,
  ...(error instanceof TunnelError ? error.problem : {}),
});

/** Starts supervising at once. */
export function superviseTunnel(options: SupervisorOptions): Supervisor {
  const { world, onChange } = options;
  let state: State = initialState(options.tunnel, world.now());
  let told = '';
  let cancelTimer: (() => void) | null = null;
  let isStopped = false;
  const runs = new Map<number, Run>();
  let closing: Promise<unknown> = Promise.resolve();

  const happen = (event: Event): void => {
    if (isStopped) return;
    const before = state;
    const outcome = reduce(state, event, { now: world.now(), random: world.random() });
    state = outcome.state;
    if (outcome.wait !== undefined) {
      cancelTimer?.();
      cancelTimer = outcome.wait === null ? null : world.after(outcome.wait, () => happen({ type: 'timer' }));
    }
    outcome.effects.forEach(act);
    if (state.fault && state.fault !== before.fault) options.onFault(state.fault);
    const reachability = reachabilityOf(state);
    const { finding } = state.evidence;
    const isNewlyBlocked = reachability.blockedCheck && !reachabilityOf(before).blockedCheck;
    if (finding && isNewlyBlocked && finding.fault !== before.fault) options.onFault(finding.fault);
    const now = JSON.stringify(reachability);
    if (now === told) return;
    told = now;
    onChange(reachability);
  };

  const act = (effect: Effect): void => {
    switch (effect.do) {
      case 'open':
        runs.set(effect.run, begin(effect.run));
        break;
      case 'close':
        closing = Promise.all([closing, end(effect.run)]);
        break;
      case 'probe':
        void send(effect);
    }
  };

  const send = async ({ probe, url, timeoutMs }: Extract<Effect, { do: 'probe' }>): Promise<void> => {
    const result = await options.probe(url, timeoutMs);
    if (result.ok) happen({ type: 'probe-passed', probe, roundTripMs: result.roundTripMs });
    else happen({ type: 'probe-failed', probe, fault: result.fault });
  };

  const begin = (run: number): Run => {
    const abort = new AbortController();
    const attempt = async (): Promise<OpenTunnel | null> => {
      // Two sessions of one address would disturb each other.
      await closing;
      try {
        const tunnel = await options.open(asSeen(options.tunnel, state), {
          localPort: options.localPort,
          dataFolder: options.dataFolder,
          signal: abort.signal,
          onDown: (fault) => happen({ type: 'down', run, fault }),
          onHostKey: (fingerprint) => happen({ type: 'host-key', run, fingerprint }),
        });
        happen({ type: 'opened', run, url: tunnel.url });
        return tunnel;
      } catch (error) {
        if (!abort.signal.aborted) happen({ type: 'open-failed', run, fault: unexpected(error) });
        return null;
      }
    };
    return { abort, opening: attempt() };
  };

  const end = async (run: number): Promise<void> => {
    const ending = runs.get(run);
    runs.delete(run);
    ending?.abort.abort();
    const tunnel = await ending?.opening;
    await tunnel?.close();
  };

  happen({ type: 'start' });
  return {
    get current() {
      return reachabilityOf(state);
    },
    system: (event) => happen({ type: event }),
    reconnect: () => happen({ type: 'reconnect' }),
    onTraffic: () => happen({ type: 'traffic' }),
    get lastTrafficAt() {
      return state.lastTrafficAt;
    },
    onRival: (sighting) => happen({ type: 'rival', sighting }),
    async stop() {
      isStopped = true;
      cancelTimer?.();
      await Promise.all([closing, ...[...runs.keys()].map(end)]);
    },
  };
}
