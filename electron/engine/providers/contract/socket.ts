/** What a vendor's socket has to offer; everything that vendors have in common is around it. */
import type { LiveSource } from '#shared/config/sources.ts';
import type { Connection } from './socket-connection.ts';

/** An event as a webhook would have brought it. */
export interface Frame {
  body: Buffer;
  contentType: string;
}

/** Where frames go. */
export interface Intake {
  /** `onStored` is called once, when the frame is durable, known already, or refused for good. */
  receive(frame: Frame, onStored: () => void): void;
}

/** An open session: events arrive. */
export interface Session {
  connection: Connection;
  /** Whether events between the session before and this one were not sent again. */
  hasGap: boolean;
  /** After how long the session is to be replaced by a new one, before the vendor ends it; null to keep it. */
  replaceAfterMs: number | null;
}

export interface DriverContext {
  intake: Intake;
  /** Ends what is being connected. */
  signal: AbortSignal;
  /** The session before this one sent as many events again as it can keep: older ones may be lost. */
  onGap(): void;
}

export interface Driver {
  /** @throws VendorError, or SocketError for the socket itself. */
  connect(context: DriverContext): Promise<Session>;
}

export interface ProviderSocket<Options = unknown> {
  /** Whether every frame proves itself, as a webhook does; else the connection is the proof. */
  readonly areFramesSigned: boolean;
  /** Loads what the connection needs. @param now milliseconds since the Unix epoch. */
  readonly driver: (source: LiveSource, options: Options, now: () => number) => Promise<Driver>;
}
