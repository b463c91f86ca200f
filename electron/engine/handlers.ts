/** The handlers of all public methods: network methods are answered here, stored data on the store's thread. */
import {
  type EngineMethod,
  type EngineRequest,
  type EngineResponse,
  engineMethods,
} from '#shared/contract/engine-protocol.ts';
import { combine } from '#shared/util/combine.ts';
import { type CatchUpContext, catchUpHandlers } from './catch-up/handlers.ts';
import { type SubscriptionContext, subscriptionHandlers } from './feed-health/handlers.ts';
import type { ExactlyOneOf, NetworkHandlers } from './methods/handler.ts';
import { type TunnelContext, tunnelHandlers } from './reachability/index.ts';
import { type RescueContext, rescueHandlers } from './rescue/index.ts';
import { type SimulatorContext, simulatorHandlers } from './simulator/handlers.ts';
import type { StoreClient } from './store-thread/client.ts';
import type { StoreMethod } from './store-thread/handlers.ts';

export type NetworkContext = TunnelContext &
  CatchUpContext &
  SubscriptionContext &
  SimulatorContext &
  RescueContext;

const combined = combine([
  tunnelHandlers,
  catchUpHandlers,
  subscriptionHandlers,
  simulatorHandlers,
  rescueHandlers,
]);
type NetworkMethod = keyof typeof combined;
const networkHandlers: NetworkHandlers<NetworkMethod, NetworkContext> = combined;

// Compile-time check: each public method has exactly one handler.
true satisfies ExactlyOneOf<EngineMethod, NetworkMethod, StoreMethod>;

const isNetworkMethod = (method: EngineMethod): method is NetworkMethod =>
  Object.hasOwn(networkHandlers, method);

/** Calls a public method. @throws ZodError for invalid parameters, and the handler's errors. */
export type Request = <M extends EngineMethod>(
  method: M,
  params: EngineRequest<M>,
) => Promise<EngineResponse<M>>;

/** Creates the dispatcher of requests. It is the only place where parameters are parsed. */
export function createRequest(context: NetworkContext, store: Pick<StoreClient, 'request'>): Request {
  const answer = async (method: EngineMethod, params: unknown): Promise<unknown> => {
    const parsed: never = engineMethods[method].request.parse(params) as never;
    if (!isNetworkMethod(method)) return await store.request(method, parsed);
    return await networkHandlers[method](parsed, context);
  };
  return answer as Request;
}
