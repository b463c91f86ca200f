/** Reachability, as the engine uses it: the tunnel, its supervisor and the probe. It tells whether webhooks would arrive. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LiveTunnel } from '#shared/config/tunnel.ts';
import type { SystemEvent } from '#shared/contract/system.ts';
import type { Reachability, TunnelTestResult } from '#shared/contract/tunnel.ts';
import { openTunnel } from '../tunnel/index.ts';
import { createProbeEndpoint } from './endpoint.ts';
import type { Fault } from './fault.ts';
import { createProbe, type SendProbe } from './probe.ts';
import { createProbeSigner } from './signature.ts';
import { initialState, reachabilityOf } from './state.ts';
import { realWorld, type Supervisor, superviseTunnel } from './supervisor.ts';
import { testTunnel } from './test-tunnel.ts';

export { type TunnelContext, tunnelHandlers } from './handlers.ts';

export interface ReachabilityOptions {
  /** No tunnel runs where it is absent or of the kind `none`. */
  tunnel: LiveTunnel | undefined;
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

export function createReachability({ tunnel, onChange, onFault }: ReachabilityOptions) {
  const configured = tunnel && tunnel.settings.kind !== 'none' ? tunnel : null;
  const signer = createProbeSigner();
  const endpoint = createProbeEndpoint(signer);
  const probeThrough = ({ settings }: LiveTunnel): SendProbe =>
    createProbe({
      signer,
      endpoint,
      caCertificate: settings.kind === 'ngrok' ? settings.server?.caCertificate : undefined,
    });
  let supervisor: Supervisor | null = null;
  let localPort: number | null = null;
  const ending = new AbortController();
  let testing: Promise<unknown> = Promise.resolve();

  const start = (): void => {
    if (localPort === null || ending.signal.aborted) return;
    if (!configured) {
      onChange(reachabilityOf(initialState({ settings: { kind: 'none' } }, realWorld.now())));
      return;
    }
    supervisor = superviseTunnel({
      tunnel: configured,
      localPort,
      open: openTunnel,
      probe: probeThrough(configured),
      world: realWorld,
      onChange,
      onFault,
    });
  };

  const test = async (tested: LiveTunnel): Promise<TunnelTestResult> => {
    if (localPort === null) return notReady;
    const running = supervisor;
    const isInTheWay = running !== null && tested.settings.kind === configured?.settings.kind;
    if (isInTheWay) await running.stop();
    try {
      return await testTunnel(tested, localPort, openTunnel, probeThrough(tested), ending.signal);
    } finally {
      if (isInTheWay) start();
    }
  };

  return {
    onProbe: (request: IncomingMessage, response: ServerResponse) => endpoint.onRequest(request, response),
    /** Starts; the listener uses this port from now on. */
    start(port: number): void {
      localPort = port;
      start();
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
      await Promise.all([supervisor?.stop(), testing]);
    },
  };
}
export type ReachabilityPart = ReturnType<typeof createReachability>;
