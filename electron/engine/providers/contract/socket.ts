/** What a vendor's socket has to offer; everything that vendors have in common is around it. */
import type { LiveSource } from '#shared/config/sources.ts';

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

/** One connection to a vendor. */
export interface Connection {
  /** Resolves once, with why it ended, one sentence. */
  readonly ended: Promise<string>;
  send(text: string): void;
  /** Takes nothing more from the network until {@link resume}: what is in hand has to be stored first. */
  pause(): void;
  resume(): void;
  /** Asks for a sign of life now; the connection ends when there is none within 3 s. */
  probe(): void;
  /** Says goodbye, and cuts the connection off when the vendor does not answer. */
  close(): void;
}

/** The socket did not open, or what came over it was not as documented. The message is a sentence without secrets. */
export class SocketError extends Error {
  override readonly name = 'SocketError';
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
