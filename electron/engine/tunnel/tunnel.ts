/** The contract of all kinds of tunnels: a tunnel opens, has a public origin, and can go down. */
import type { TunnelFaultCode } from '#shared/contract/tunnel-fault.ts';

/** The reason why a tunnel is not open, in words for the rep. Never carries a secret. */
export interface TunnelProblem {
  code: TunnelFaultCode;
  /** One plain sentence. */
  message: string;
  /** The one thing to do. */
  fix: string;
  /** True where only the user can help, as with a refused token; an early retry would be pointless. */
  permanent: boolean;
}

/** A tunnel that could not be opened. Its message is the problem's. */
export class TunnelError extends Error {
  readonly problem: TunnelProblem;

  constructor(problem: TunnelProblem) {
    super(problem.message);
    this.name = 'TunnelError';
    this.problem = problem;
  }
}

export interface TunnelContext {
  /** Port on 127.0.0.1 that everything is forwarded to. */
  localPort: number;
  /** Where a program that is started is noted, so that it can be ended at the next start; absent notes none. */
  dataFolder?: string | undefined;
  /** Aborts opening; has no effect on an open tunnel. */
  signal: AbortSignal;
  /**
   * Called when an open tunnel was lost: at most once, and never after {@link OpenTunnel.close}. A lost tunnel does not
   * reconnect automatically: close it and open a new one.
   */
  onDown(problem: TunnelProblem): void;
  /** The SSH server's key, `SHA256:...`, which was accepted because none is pinned. */
  onHostKey?(fingerprint: string): void;
}

/** A tunnel whose server claims to forward. Only a probe proves it. */
export interface OpenTunnel {
  /** The public origin, `https://host[:port]` without a path. */
  readonly url: string;
  /** Ends the tunnel within 2 s and leaves nothing running. May be called again; never rejects. */
  close(): Promise<void>;
}

/**
 * Opens one kind of tunnel.
 * @throws TunnelError when it cannot be opened
 * @throws DOMException (`AbortError`) when the signal says so first
 */
export type OpenKind<Settings> = (
  tunnel: { settings: Settings; secret: string | undefined },
  context: TunnelContext,
) => Promise<OpenTunnel>;
