/** What a provider can do: one object for each vendor, made in its folder. The listener uses the authenticator, the worker the reader. */
import type { IncomingHttpHeaders } from 'node:http';
import type { LiveSource } from '#shared/config/sources.ts';
import type { OptionsOf, ProviderDescription } from '#shared/providers/description.ts';
import type { ProviderId } from '#shared/providers/index.ts';
import type { EventReader } from '../../events/delivery.ts';
import type { Refusal } from '../../signatures/refusal.ts';
import type { CallLog } from './call-log.ts';
import type { VendorSimulator } from './simulator.ts';
import type { ProviderSocket } from './socket.ts';
import type { SubscriptionApi } from './subscription.ts';

/** A request as it came in, before anything of it is believed. */
export interface HookRequest {
  readonly method: string;
  /** The query string as sent, without its question mark; empty when there is none. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** The bytes as sent; signatures are computed over them. */
  readonly body: Buffer;
}

/**
 * Whether a request is genuine. `secretIndex` says which of the live secrets proved it (null where none is needed);
 * `handshake` is the answer to a genuine request that only checks the address and tells of no event.
 *
 * `proof` is the signature itself, where it does not cover the delivery's ID: another request with the same one is the same
 * delivery, however its parts are put together, and one with another proof and content is another delivery under the same ID.
 */
export type Verdict =
  | { genuine: true; secretIndex: number | null; handshake?: ProviderAnswer; proof?: string }
  | Refusal;

export interface Authenticator {
  /** Decides in constant time with respect to the secret. @param now milliseconds since the Unix epoch. */
  verify(request: HookRequest, now: number): Verdict;
  /**
   * The answer to a handshake that comes before anything is signed (an OPTIONS request, an empty body); null when the
   * request is none. Must tell a stranger nothing.
   */
  handshake?(request: HookRequest): ProviderAnswer | null;
}

/**
 * A source that the provider cannot work with: which key, and what was expected. `missing`: it is not there; `unexpected`: it
 * is not what the vendor uses; `refused`: it contradicts another key.
 */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly code: 'missing' | 'unexpected' | 'refused';
  readonly key: string;
  constructor(code: SourceError['code'], key: string, message: string) {
    super(message);
    this.code = code;
    this.key = key;
  }
}

/** What a provider is given of a source. */
export interface ProviderSource<Options> {
  readonly secrets: readonly string[];
  readonly publicUrl: string | undefined;
  readonly options: Options;
}

/** An answer in the vendor's own form; vendors differ in what they take for success. */
export interface ProviderAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How often a vendor checks the address again. It stops sending when the check fails. */
interface RepeatedHandshake {
  readonly everyMs: number;
  /** What to do at the vendor, one sentence. */
  readonly fix: string;
}

/** What only some providers can do; which ones, their descriptions say as well. */
interface Capabilities<Options> {
  readonly callLog: CallLog;
  readonly socket: ProviderSocket<Options>;
  /** Asks the vendor's API about the webhook that was registered with it. @param now milliseconds since the Unix epoch. */
  readonly subscription: (source: LiveSource, now: () => number) => SubscriptionApi;
  readonly repeatedHandshake: RepeatedHandshake;
}

export interface Provider<Options = unknown> extends Partial<Capabilities<Options>> {
  readonly id: ProviderId;
  readonly description: ProviderDescription;
  readonly methods: readonly ('GET' | 'POST' | 'OPTIONS')[];
  /** Media types (lower case, without parameters) that the vendor sends. */
  readonly acceptsMediaType: (mediaType: string) => boolean;
  /** Headers that the reader needs, lower case. Never one that carries a secret. */
  readonly keptHeaders: (options: Options) => readonly string[];
  /** What accepted and repeated deliveries are answered with, where the vendor wants more than any 2xx. */
  readonly accepted?: ProviderAnswer;
  /** @throws SourceError when a secret or the public URL is missing or unusable. */
  readonly authenticator: (source: ProviderSource<Options>) => Authenticator;
  readonly reader: (options: Options) => EventReader;
  /** Loaded when it is needed: an engine that sends no test call does without it. */
  readonly simulator: () => Promise<VendorSimulator>;
}

/** A capability is there exactly where the description says so. */
type Agreeing<Description, Key extends keyof Description, Capability extends object> = Description extends {
  readonly [K in Key]: object;
}
  ? Capability
  : { readonly [K in keyof Capability]?: never };

type Parts<Description extends ProviderDescription, Options> = Omit<
  Provider<Options>,
  'id' | 'description' | 'callLog' | 'socket' | 'subscription'
> &
  Agreeing<Description, 'callLog', Pick<Capabilities<Options>, 'callLog'>> &
  Agreeing<Description, 'socket', Pick<Capabilities<Options>, 'socket'>> &
  Agreeing<Description, 'credentials', Partial<Pick<Capabilities<Options>, 'subscription'>>>;

/** A provider of its description and its code. Keeps the options' type inside the vendor's folder and erases it outside. */
export const defineProvider = <Description extends ProviderDescription & { readonly id: ProviderId }>(
  description: Description,
  parts: Parts<Description, OptionsOf<Description>>,
): Provider & { readonly id: Description['id'] } =>
  ({ ...parts, id: description.id, description }) as Provider & { readonly id: Description['id'] };
