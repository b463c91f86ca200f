/** What every kind of tunnel is to the rest of the engine: something that opens, has a public origin, and can go down. */

/** What is wrong, for programs. */
export type TunnelProblemCode =
  /** The token, key or passphrase is refused or unreadable. */
  | 'credentials'
  /** The account's or the plan's limits. */
  | 'limit'
  /** The address is taken, reserved by somebody else or not allowed. */
  | 'address'
  /** The other side is not who it was. */
  | 'host-key'
  /** A program, file or agent that the tunnel needs is not on this computer. */
  | 'missing'
  /** The settings cannot work as they are. */
  | 'settings'
  /** The other side cannot be reached, or does not answer any more. */
  | 'network'
  /** The other side ended the tunnel or refused it for a reason of its own. */
  | 'closed';

/** Why a tunnel is not open, for the rep. Never carries a secret. */
export interface TunnelProblem {
  code: TunnelProblemCode;
  /** One plain sentence. */
  message: string;
  /** The one thing to do. */
  fix: string;
  /** Needs the user, such as a refused token; trying again soon does not help. */
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
  /** Gives up opening; has no effect on a tunnel that is open. */
  signal: AbortSignal;
  /**
   * The tunnel that was open is not any more; called at most once, and never after {@link OpenTunnel.close} was. The
   * tunnel does not come back by itself: it is to be closed and opened anew.
   */
  onDown(problem: TunnelProblem): void;
  /** The SSH server's key, `SHA256:...`, which was accepted because none is pinned. */
  onHostKey?(fingerprint: string): void;
}

/** A tunnel whose other side says that it forwards. Whether anything arrives is for a probe to prove. */
export interface OpenTunnel {
  /** The public origin, `https://host[:port]` without a path. */
  readonly url: string;
  /** Ends it within 2 s and leaves nothing running; may be called again, never rejects. */
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
