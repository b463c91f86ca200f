/**
 * How the contract's methods are answered. Each domain declares its handlers beside its code and names what they need
 * ("context"); `store-thread/handlers.ts` and `engine/handlers.ts` combine them. Requests are parsed before a handler
 * sees them.
 */
import type { EngineMethod, EngineParams, EngineResponse } from '#shared/contract/engine-protocol.ts';

/** A handler on the store's thread. */
export interface StoreHandler<Params, Response, Context> {
  /** Whether what it writes must outlive a power failure: it is synced to the disk before it is answered. */
  readonly durable: boolean;
  readonly run: (params: Params, context: Context) => Response;
  /** Runs once the response is as durable as it has to be. */
  readonly afterwards?: (response: Response, params: Params, context: Context) => void;
}

/** Public methods that are answered on the store's thread. */
export type StoreHandlers<Names extends EngineMethod, Context> = {
  readonly [M in Names]: StoreHandler<EngineParams<M>, EngineResponse<M>, Context>;
};

/** Questions that the engine asks its own store, which no host can ask: what goes in and what comes out, by name. */
type InternalMethods<Definitions> = {
  readonly [M in keyof Definitions]: { readonly params: unknown; readonly result: unknown };
};

export type InternalHandlers<Definitions extends InternalMethods<Definitions>, Context> = {
  readonly [M in keyof Definitions]: StoreHandler<
    Definitions[M]['params'],
    Definitions[M]['result'],
    Context
  >;
};

/** Asks the store one of these internal methods. */
export type AskStore<Definitions extends InternalMethods<Definitions>> = <M extends keyof Definitions>(
  method: M,
  params: Definitions[M]['params'],
) => Promise<Definitions[M]['result']>;

/** Public methods that are answered on the engine's main thread, where the network is. */
export type NetworkHandlers<Names extends EngineMethod, Context> = {
  readonly [M in Names]: (
    params: EngineParams<M>,
    context: Context,
  ) => EngineResponse<M> | Promise<EngineResponse<M>>;
};

/** `true` where each of all names is in exactly one of the two sets; else which are in none, in both, or unknown. */
export type ExactlyOneOf<All, A, B> = [Exclude<All, A | B>, A & B, Exclude<A | B, All>] extends [
  never,
  never,
  never,
]
  ? true
  : { missing: Exclude<All, A | B>; doubled: A & B; unknown: Exclude<A | B, All> };
