/** A session of ngrok's SDK that ends when it is lost, instead of coming back by itself at a time of its own choosing. */
import { setTimeout as pause } from 'node:timers/promises';
import type * as Sdk from '@ngrok/ngrok';
import type { TunnelSettings } from '#shared/config/tunnel.ts';
import { within } from '../../util/race-with-abort.ts';
import { lostProblem } from '../reach.ts';
import { TunnelError, type TunnelProblem } from '../tunnel.ts';
import {
  noAddonProblem,
  problemOfError,
  restartProblem,
  stalledProblem,
  stoppedProblem,
} from './problems.ts';

/** Seconds. An answer that is missing is noticed after both, so within 10 s. */
const heartbeat = { interval: 5, tolerance: 5 };
/** For authentication, and for binding. */
const answerTimeoutMs = 10_000;
/** How long an end is waited for, and how often it is asked for meanwhile. */
const endTimeoutMs = 1_500;
const endAgainMs = 150;

export interface NgrokSession {
  /** Binds the address and forwards what comes to it. Resolves with the public URL. @throws TunnelError */
  forward(domain: string | undefined, localPort: number): Promise<string>;
  /** Never rejects. */
  end(): Promise<void>;
}

export interface NgrokSessionOptions {
  authtoken: string;
  server: Extract<TunnelSettings, { kind: 'ngrok' }>['server'];
  signal: AbortSignal;
  /** The session is over, once it forwards, without having been ended; told once. */
  onLost(problem: TunnelProblem): void;
}

/** The SDK and its native addon, loaded when a tunnel first needs them. @throws TunnelError */
async function loadSdk(): Promise<typeof Sdk> {
  try {
    return await import('@ngrok/ngrok');
  } catch {
    throw new TunnelError(noAddonProblem);
  }
}

/** @throws TunnelError, or the signal's reason */
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

  // A session that is lost is connected anew by the SDK, at once and then after 50 ms, 2.5 s, 125 s and 1 h 44 min, unless
  // it was closed before. Closed in the midst of an attempt it lives on, and is to be closed again.
  const closeSession = async (): Promise<void> => void (await session?.close().catch(() => {}));
  // The SDK does not tell ngrok that a session is closed; that the address is free, it does.
  const closeAll = async (): Promise<void> => {
    await listener?.close().catch(() => {});
    await closeSession();
  };
  const closeUntilOver = async (isLost: boolean): Promise<void> => {
    const over = (forwarding ?? Promise.resolve()).then(closeSession).then(() => true);
    const deadline = performance.now() + endTimeoutMs;
    // What is lost takes no more requests, and one that waits for its answer would hold up the closing.
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
      // An answer is missing. The SDK itself then only waits for the next one.
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
    within(
      work.catch((error: unknown) => {
        throw new TunnelError(problemOfError(error, authtoken));
      }),
      { signal, timeout: { ms: answerTimeoutMs, expired: () => new TunnelError(stalledProblem) } },
    );
  const connecting = builder.connect();
  try {
    session = await answered(connecting);
  } catch (error) {
    // It may still come, when nobody waits for it any more.
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
