/**
 * The types of handlers. Each domain declares its handlers beside its code and names their dependencies ("context").
 * `store-thread/handlers.ts` and `engine/handlers.ts` combine them. Handlers get parsed parameters.
 */
import type { EngineMethod, EngineParams, EngineResponse } from '#shared/contract/engine-protocol.ts';

/** A handler on the store's thread. */
export interface StoreHandler<Params, Response, Context> {
  /** True when its writes must survive a power failure: they are synced to the disk before the answer. */
  readonly durable: boolean;
  readonly run: (params: Params, context: Context) => Response;
  /** Runs after the response is as durable as required. */
  readonly afterwards?: (response: Response, params: Params, context: Context) => void;
}

/** Handlers of public methods on the store's thread. */
export type StoreHandlers<Names extends EngineMethod, Context> = {
  readonly [M in Names]: StoreHandler<EngineParams<M>, EngineResponse<M>, Context>;
};

/** Handlers of internal store methods, by name. Only the engine can call them, never a host. */
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

/** Calls an internal store method. */
export type AskStore<Definitions extends InternalMethods<Definitions>> = <M extends keyof Definitions>(
  method: M,
  params: Definitions[M]['params'],
) => Promise<Definitions[M]['result']>;

/** Handlers of public methods on the engine's main thread, which has the network. */
export type NetworkHandlers<Names extends EngineMethod, Context> = {
  readonly [M in Names]: (
    params: EngineParams<M>,
    context: Context,
  ) => EngineResponse<M> | Promise<EngineResponse<M>>;
};

/** `true` when each name is in exactly one of the two sets; otherwise the names that are in none, in both, or unknown. */
export type ExactlyOneOf<All, A, B> = [Exclude<All, A | B>, A & B, Exclude<A | B, All>] extends [
  never,
  never,
  never,
]
  ? true
  : { missing: Exclude<All, A | B>; doubled: A & B; unknown: Exclude<A | B, All> };
