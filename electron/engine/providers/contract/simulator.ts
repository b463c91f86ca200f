/** What the simulator knows of each vendor: what it sends about a call, and how it proves it. */
import type { KeyObject } from 'node:crypto';
import type { SimulatorErrorCode } from '#shared/contract/engine-error.ts';
import type { ProviderId } from '#shared/providers/index.ts';

/** The source that is sent to, as the vendor's dashboard would know it. */
export interface SimulatedSource {
  readonly provider: ProviderId;
  /** Empty for a source without one. */
  readonly secret: string;
  /** For vendors that sign with a key pair, of which the source has the public one only. */
  readonly privateKey: KeyObject | null;
  /** As registered with the vendor; its query comes with every request. */
  readonly publicUrl: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** A call that never was. Times in milliseconds since the Unix epoch. */
export interface SimulatedCall {
  readonly kind: 'missed' | 'voicemail' | 'answered';
  /** A random UUID. */
  readonly uuid: string;
  /** A random whole number below 2^48. */
  readonly number: number;
  /** E.164. */
  readonly from: string;
  readonly to: string;
  readonly startedAt: number;
  readonly answeredAt: number;
  readonly endedAt: number;
}

/** What the vendor would say at one moment of a call. */
export interface VendorEvent {
  /** In the vendor's words, for people. */
  readonly name: string;
  /** Tells it from all others. */
  readonly id: string;
  readonly body: string;
  /** When it happened, in milliseconds since the Unix epoch. */
  readonly at: number;
}

/** What goes over the wire, beside method and query. */
export interface SignedBody {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface VendorRequest extends SignedBody {
  readonly description: string;
  readonly method: 'POST' | 'OPTIONS';
  /** Headers that are kept back until the address asks for them with 401 and `WWW-Authenticate`. */
  readonly credentials?: Readonly<Record<string, string>>;
}

export interface VendorSimulator {
  /** The events of a call in the order in which they happen, two or more. */
  events(call: SimulatedCall, source: SimulatedSource): VendorEvent[];
  /**
   * Makes the request of an event.
   * @param now milliseconds since the Unix epoch.
   * @throws SimulatorError when the source's secret cannot sign.
   */
  sign(event: VendorEvent, source: SimulatedSource, now: number): SignedBody;
  /** Whether the proof covers the body; a forger of the others has another secret instead. */
  readonly coversBody: boolean;
  /** A secret of the right form that is not the source's; any text where absent. */
  readonly otherSecret?: string;
  /** Names of headers that are sent only after a challenge. */
  readonly credentialHeaders?: readonly string[];
  /** What the vendor asks of an address before it sends events there. */
  handshake?(source: SimulatedSource, now: number): VendorRequest;
}

/** What cannot be simulated, and why, in plain words. */
export class SimulatorError extends Error {
  override readonly name = 'SimulatorError';
  readonly code: SimulatorErrorCode;
  constructor(code: SimulatorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The query of a public URL as it stands there, without its question mark: it comes with every request. */
export function queryOf(publicUrl: string): string {
  const [address = ''] = publicUrl.split('#', 1);
  const question = address.indexOf('?');
  return question < 0 ? '' : address.slice(question + 1);
}
