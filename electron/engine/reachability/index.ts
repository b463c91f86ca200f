/** Reachability, as the engine uses it: the tunnel, its supervisor and the probe. It tells whether webhooks would arrive. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { asSeen, type LiveTunnel } from '#shared/config/tunnel.ts';
import type { SystemEvent } from '#shared/contract/system.ts';
import type { Reachability, TunnelTestResult } from '#shared/contract/tunnel.ts';
import { isSameData } from '#shared/util/same-data.ts';
import { endLeftover, openTunnel } from '../tunnel/index.ts';
import { createProbeEndpoint } from './endpoint.ts';
import type { Fault } from './fault.ts';
import { createPeer } from './peer.ts';
import { createProbe, type SendProbe } from './probe.ts';
import { createProbeSigner } from './signature.ts';
import { initialState, reachabilityOf } from './state.ts';
import { realWorld, type Supervisor, superviseTunnel } from './supervisor.ts';
import { testTunnel } from './test-tunnel.ts';

export { type TunnelContext, tunnelHandlers } from './handlers.ts';

export interface ReachabilityOptions {
  /** No tunnel runs where it is absent or of the kind `none`. */
  tunnel: LiveTunnel | undefined;
  /** Where a tunnel's program is noted while it runs; one that an earlier engine left behind is ended at the start. */
  dataFolder?: string;
  onChange(reachability: Reachability): void;
  /** Called for each new fault, for the log. */
  onFault(fault: Pick<Fault, 'message' | 'fix'>): void;
}

const notReady: TunnelTestResult = {
  ok: false,
  code: 'no-port',
  message: 'Ringback has no port on this computer yet, so nothing can be forwarded to it.',
  fix: 'See what stands in its way, and test again.',
};

/** The tunnel that is to run; null where none is. */
const runnable = (tunnel: LiveTunnel | undefined): LiveTunnel | null =>
  tunnel && tunnel.settings.kind !== 'none' ? tunnel : null;

export function createReachability({ tunnel, dataFolder, onChange, onFault }: ReachabilityOptions) {
  let configured = runnable(tunnel);
  const cleaned = dataFolder === undefined ? Promise.resolve() : endLeftover(dataFolder);
  const open: typeof openTunnel = async (wanted, context) => {
    await cleaned;
    return await openTunnel(wanted, context);
  };
  const signer = createProbeSigner();
  const peerOf = (tunnel: LiveTunnel | null) =>
    createPeer({ tunnel, callsAt: () => supervisor?.lastTrafficAt ?? null, now: realWorld.now });
  let peer = peerOf(configured);
  const endpoint = createProbeEndpoint({
    signer,
    peer: () => peer,
    onRival: (sighting) => supervisor?.onRival(sighting),
  });
  const probeThrough = (tunnel: LiveTunnel): SendProbe =>
    createProbe({
      signer,
      endpoint,
      peer: peerOf(tunnel),
      caCertificate: tunnel.settings.kind === 'ngrok' ? tunnel.settings.server?.caCertificate : undefined,
    });
  let supervisor: Supervisor | null = null;
  let localPort: number | null = null;
  const ending = new AbortController();
  /** Tests, and what must not happen during one. */
  let testing: Promise<unknown> = Promise.resolve();
  let testEnd = new AbortController();
  /** As last told of this tunnel. */
  let told: Reachability | null = null;
  const tell = (reachability: Reachability): void => {
    told = reachability;
    onChange(reachability);
  };

  const start = (): void => {
    if (supervisor || localPort === null || ending.signal.aborted) return;
    if (!configured) {
      if (!told) tell(reachabilityOf(initialState({ settings: { kind: 'none' } }, realWorld.now())));
      return;
    }
    supervisor = superviseTunnel({
      tunnel: configured,
      localPort,
      dataFolder,
      open,
      probe: probeThrough(configured),
      world: realWorld,
      onChange: tell,
      onFault,
    });
  };

  /** Nothing is told of the running tunnel from now on. @returns when it is closed. */
  const end = async (): Promise<void> => {
    const ended = supervisor;
    supervisor = null;
    told = null;
    await ended?.stop();
  };
  const endTest = (): void => {
    testEnd.abort();
    testEnd = new AbortController();
  };

  const test = async (tested: LiveTunnel): Promise<TunnelTestResult> => {
    if (localPort === null) return notReady;
    const signal = AbortSignal.any([ending.signal, testEnd.signal]);
    if (supervisor && tested.settings.kind === configured?.settings.kind) await end();
    try {
      return await testTunnel(tested, localPort, open, probeThrough(tested), signal);
    } finally {
      start();
    }
  };

  return {
    onProbe: (request: IncomingMessage, response: ServerResponse) => endpoint.onRequest(request, response),
    /** Starts; the listener uses this port from now on. */
    start(port: number): void {
      localPort = port;
      start();
    },
    /** Closes the tunnel, as the listener leaves its port; until {@link start}. */
    async close(): Promise<void> {
      localPort = null;
      endTest();
      await Promise.all([end(), testing]);
    },
    /**
     * Exchanges the tunnel where the given one is another; a test under way ends. What was seen of the tunnel and is kept in the
     * settings by now (a server's key, an assigned domain) is no change. Resolves when the earlier tunnel is closed and the next one has begun to open.
     */
    async setTunnel(next: LiveTunnel | undefined): Promise<void> {
      const before = configured && asSeen(configured, supervisor?.current ?? null);
      const isSame = [configured, before].some((tunnel) => isSameData(tunnel, runnable(next)));
      configured = runnable(next);
      peer = peerOf(configured);
      if (isSame) return;
      endTest();
      const ended = end();
      const exchanged = testing.then(() => ended).then(start);
      testing = exchanged;
      await exchanged;
    },
    /** Tells again what was told last. */
    tellAgain: (): void => {
      if (told) onChange(told);
    },
    system: (event: SystemEvent) => supervisor?.system(event),
    reconnect: () => supervisor?.reconnect(),
    onTraffic: () => supervisor?.onTraffic(),
    /** Tests a tunnel. The running one is closed meanwhile where both are of the same kind, and so of the same account. */
    test(tested: LiveTunnel): Promise<TunnelTestResult> {
      const result = testing.then(() => test(tested));
      testing = result.catch(() => {});
      return result;
    },
    /** Stops within 2 s. */
    async stop(): Promise<void> {
      ending.abort();
      await Promise.all([end(), testing]);
    },
  };
}
export type ReachabilityPart = ReturnType<typeof createReachability>;
