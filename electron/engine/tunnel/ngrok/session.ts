/** A session of ngrok's SDK that ends when it is lost. The SDK would reconnect automatically, at a time of its own. */
import { setTimeout as pause } from 'node:timers/promises';
import type * as Sdk from '@ngrok/ngrok';
import type { TunnelSettings } from '#shared/config/tunnel.ts';
import { raceWithAbort } from '../../util/race-with-abort.ts';
import { lostProblem } from '../reach.ts';
import { TunnelError, type TunnelProblem } from '../tunnel.ts';
import {
  noAddonProblem,
  problemOfError,
  restartProblem,
  stalledProblem,
  stoppedProblem,
} from './problems.ts';

/** Seconds. A missing answer is noticed after both, so within 10 s. */
const heartbeat = { interval: 5, tolerance: 5 };
/** Time-out of authentication, and of binding. */
const answerTimeoutMs = 10_000;
/** Time-out of closing, and the interval of its attempts. */
const endTimeoutMs = 1_500;
const endAgainMs = 150;

export interface NgrokSession {
  /** Binds the address and forwards its requests. Resolves with the public URL. @throws TunnelError */
  forward(domain: string | undefined, localPort: number): Promise<string>;
  /** Ends the session. Never rejects. */
  end(): Promise<void>;
}

export interface NgrokSessionOptions {
  authtoken: string;
  server: Extract<TunnelSettings, { kind: 'ngrok' }>['server'];
  signal: AbortSignal;
  /** Called once when a forwarding session is lost. */
  onLost(problem: TunnelProblem): void;
}

/** Loads the SDK and its native addon, on first use. @throws TunnelError */
async function loadSdk(): Promise<typeof Sdk> {
  try {
    return await import('@ngrok/ngrok');
  } catch {
    throw new TunnelError(noAddonProblem);
  }
}

/** Connects and authenticates. @throws TunnelError, or the signal's reason */
export async function connectSession({
  authtoken,
  server,
  signal,
  onLost,
}: NgrokSessionOptions): Promise<NgrokSession> {
  const { SessionBuilder } = await loadSdk();
  let session: Sdk.Session | null = null;
  let listener: Sdk.Listener | null = null;
  let forwarding: Promise<void> | null = null;
  let ending: Promise<void> | null = null;

  // The SDK reconnects a lost session: at once, then after 50 ms, 2.5 s, 125 s and 1 h 44 min, unless it was closed before.
  // A session that is closed during an attempt lives on, and must be closed again.
  const closeSession = async (): Promise<void> => void (await session?.close().catch(() => {}));
  // The SDK tells ngrok that the address is free, but not that the session is closed.
  const closeAll = async (): Promise<void> => {
    await listener?.close().catch(() => {});
    await closeSession();
  };
  const closeUntilOver = async (isLost: boolean): Promise<void> => {
    const over = (forwarding ?? Promise.resolve()).then(closeSession).then(() => true);
    const deadline = performance.now() + endTimeoutMs;
    // A lost session takes no more requests; a request waiting for its answer would delay the closing.
    void (isLost ? closeSession() : closeAll());
    while (!(await Promise.race([over, pause(endAgainMs, false)])) && performance.now() < deadline)
      void closeAll();
  };
  const end = (isLost = false): Promise<void> => {
    ending ??= closeUntilOver(isLost);
    return ending;
  };
  const lose = (problem: TunnelProblem, isConnected = false): void => {
    if (ending || !forwarding) return;
    void end(!isConnected);
    onLost(problem);
  };

  const builder = new SessionBuilder()
    .authtoken(authtoken)
    .clientInfo('ringback', '1')
    .heartbeatInterval(heartbeat.interval)
    .heartbeatTolerance(heartbeat.tolerance)
    .handleHeartbeat((latency: number | null) => {
      if (ending) void closeAll();
      // An answer is missing. The SDK only waits for the next one.
      else if (latency === null) lose(stalledProblem);
    })
    .handleStopCommand(() => lose(stoppedProblem, true))
    .handleRestartCommand(() => lose(restartProblem, true))
    .handleDisconnection(() => {
      lose(lostProblem('ngrok'));
      // After a "no" the SDK prints a line to stdout, which is the engine's.
      return true;
    });
  if (server) builder.serverAddr(server.address).caCert(Buffer.from(server.caCertificate));

  const answered = <T>(work: Promise<T>): Promise<T> =>
    raceWithAbort(
      work.catch((error: unknown) => {
        throw new TunnelError(problemOfError(error, authtoken));
      }),
      { signal, timeout: { ms: answerTimeoutMs, expired: () => new TunnelError(stalledProblem) } },
    );
  const connecting = builder.connect();
  try {
    session = await answered(connecting);
  } catch (error) {
    // The result may still arrive after the time-out.
    connecting.then((late) => late.close()).catch(() => {});
    throw error;
  }
  const endpoint = session.httpEndpoint().scheme('HTTPS');
  return {
    async forward(domain, localPort) {
      if (domain !== undefined) endpoint.domain(domain);
      listener = await answered(endpoint.listen(false));
      forwarding = listener.forward(`127.0.0.1:${localPort}`).then(
        () => lose(lostProblem('ngrok')),
        (error: unknown) => lose(problemOfError(error, authtoken)),
      );
      return listener.url() ?? '';
    },
    end: () => end(),
  };
}
