/**
 * One source's socket: connects, stays connected, is replaced before the vendor ends it, and reports its state. Its pings
 * prove the path, so its state is the source's reachability.
 */
import { isDeepStrictEqual } from 'node:util';
import type { SubscriptionReasonCode } from '#shared/contract/feed-reason.ts';
import type { SubscriptionState } from '#shared/contract/subscriptions.ts';
import type { SystemEvent } from '#shared/contract/system.ts';
import { iso } from '#shared/util/instant.ts';
import { type Connection, type Driver, type Session, SocketError } from '../providers/contract/socket.ts';
import { VendorError } from '../providers/contract/vendor-error.ts';
import type { Clock } from '../util/clock.ts';
import { waitBefore } from './backoff.ts';
import type { SocketIntake } from './intake.ts';

export interface SocketOptions {
  sourceId: string;
  /** The vendor's name, for messages. */
  vendor: string;
  driver: Driver;
  clock: Clock;
  intake(onPressure: (isHigh: boolean) => void): SocketIntake;
  onState(state: SubscriptionState): void;
  /** Events may have been missed. @param since milliseconds since the Unix epoch; null from before this engine. */
  onGap(since: number | null): void;
}

export interface Socket {
  state(): SubscriptionState;
  system(event: SystemEvent): void;
  /** Retries now instead of after the wait. */
  retry(): void;
  /** Stops within 2 s. */
  stop(): Promise<void>;
}

/** A session that ends sooner counts as a failed attempt. */
const steadyMs = 30_000;
/** A shorter loss is not reported. */
const graceMs = 15_000;
/** Time to store received frames when the socket stops. */
const drainMs = 800;

export function startSocket({
  sourceId,
  vendor,
  driver,
  clock,
  intake: createIntake,
  onState,
  onGap,
}: SocketOptions): Socket {
  const connections = new Set<Connection>();
  let isPressed = false;
  const intake = createIntake((isHigh) => {
    isPressed = isHigh;
    for (const connection of connections) isHigh ? connection.pause() : connection.resume();
  });

  let state: SubscriptionState = {
    sourceId,
    transport: 'socket',
    state: 'connecting',
    reason: null,
    reasonCode: null,
    fix: null,
    canRepair: true,
    since: iso(clock.now()),
  };
  const become = (next: Pick<SubscriptionState, 'state' | 'reason' | 'reasonCode' | 'fix'>): void => {
    if (isDeepStrictEqual({ ...state, ...next }, state)) return;
    const since = next.state === state.state ? state.since : iso(clock.now());
    state = { ...state, ...next, since };
    onState(state);
  };

  let isStopped = false;
  let attempt = new AbortController();
  /** Ends the current wait. */
  let wake: (() => void) | null = null;
  let isHurried = false;
  let failures = 0;
  let lastFailure: unknown = null;
  let grace: NodeJS.Timeout | null = null;

  const onFailure = (error: unknown): void => {
    lastFailure = error;
    failures += 1;
    if (isRefused(error) || state.state === 'failed') become(failed(error, vendor));
    else if (grace === null) become(lost(error, vendor));
    grace ??= setTimeout(() => become(failed(lastFailure, vendor)), graceMs);
  };
  const onSuccess = (): void => {
    if (grace) clearTimeout(grace);
    grace = null;
    become({ state: 'healthy', reason: null, reasonCode: null, fix: null });
  };

  const pause = async (): Promise<void> => {
    const wait = waitBefore({
      attempts: failures,
      isRefused: isRefused(lastFailure),
      retryAfterMs: lastFailure instanceof VendorError ? lastFailure.retryAfterMs : null,
    });
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    wake = null;
  };

  const open = async (): Promise<Session> => {
    attempt = new AbortController();
    const session = await driver.connect({ intake, signal: attempt.signal, onGap: () => onGap(lastAliveAt) });
    const { connection } = session;
    connections.add(connection);
    void connection.ended.then(() => connections.delete(connection));
    if (isPressed) connection.pause();
    if (isStopped) connection.close();
    return session;
  };

  let lastAliveAt: number | null = null;

  /** Keeps a session; resolves with the reason of its end. */
  const keep = async (session: Session): Promise<string> => {
    let current = session;
    for (;;) {
      const replacement = replaceLater(current);
      const reason = await Promise.race([current.connection.ended, replacement.ready]);
      replacement.cancel();
      if (typeof reason === 'string') return reason;
      current.connection.close();
      current = reason;
    }
  };

  /** Opens a second session before the first one ends, so that no frame is lost between them. */
  const replaceLater = ({ replaceAfterMs }: Session) => {
    let timer: NodeJS.Timeout | null = null;
    let isCancelled = false;
    const ready = new Promise<Session>((resolve) => {
      const begin = async (attempts: number): Promise<void> => {
        try {
          const next = await open();
          if (isCancelled) next.connection.close();
          else resolve(next);
        } catch (error) {
          if (isCancelled) return;
          const retryAfterMs = error instanceof VendorError ? error.retryAfterMs : null;
          const wait = waitBefore({ attempts, isRefused: isRefused(error), retryAfterMs });
          timer = setTimeout(() => void begin(attempts + 1), wait);
        }
      };
      if (replaceAfterMs !== null) timer = setTimeout(() => void begin(1), replaceAfterMs);
    });
    const cancel = (): void => {
      isCancelled = true;
      if (timer) clearTimeout(timer);
    };
    return { ready, cancel };
  };

  const run = async (): Promise<void> => {
    while (!isStopped) {
      try {
        const session = await open();
        if (isStopped) return;
        const openedAt = performance.now();
        onSuccess();
        if (session.hasGap) onGap(lastAliveAt);
        const reason = await keep(session);
        lastAliveAt = clock.now();
        if (isStopped) return;
        if (performance.now() - openedAt > steadyMs) failures = 0;
        onFailure(new SocketError(reason));
      } catch (error) {
        if (isStopped) return;
        onFailure(error);
      }
      if (isHurried) failures = 0;
      else await pause();
      isHurried = false;
    }
  };
  onState(state);
  const running = run();

  const hurry = (): void => {
    failures = 0;
    if (wake) wake();
    else if (connections.size === 0) {
      // An attempt on the old network would wait for answers that never come.
      isHurried = true;
      attempt.abort();
    }
  };

  return {
    state: () => state,
    system(event) {
      if (event === 'suspend') return;
      for (const connection of connections) connection.probe();
      hurry();
    },
    retry: hurry,
    async stop() {
      isStopped = true;
      if (grace) clearTimeout(grace);
      wake?.();
      attempt.abort();
      for (const connection of connections) connection.close();
      await running;
      await intake.drained(drainMs);
      intake.stop();
    },
  };
}

const isRefused = (error: unknown): boolean => error instanceof VendorError && error.fault === 'refused';

function sentence(error: unknown, vendor: string): string {
  return error instanceof VendorError || error instanceof SocketError
    ? error.message
    : `The connection to ${vendor} failed.`;
}

const codeOf = (error: unknown): SubscriptionReasonCode =>
  error instanceof VendorError ? error.fault : 'disconnected';

const lost = (error: unknown, vendor: string) => ({
  state: 'connecting' as const,
  reason: sentence(error, vendor),
  reasonCode: codeOf(error),
  fix: null,
});

const failed = (error: unknown, vendor: string) => ({
  state: 'failed' as const,
  reason: sentence(error, vendor),
  reasonCode: codeOf(error),
  fix: isRefused(error)
    ? `Enter the API credentials of ${vendor} again in Settings.`
    : 'Check the internet connection. Ringback will retry automatically.',
});
