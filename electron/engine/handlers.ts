/** Answers every public method: here what goes over the network, and on the store's thread what is stored. */
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
import { type SimulatorContext, simulatorHandlers } from './simulator/handlers.ts';
import type { StoreClient } from './store-thread/client.ts';
import type { StoreMethod } from './store-thread/handlers.ts';

export type NetworkContext = TunnelContext & CatchUpContext & SubscriptionContext & SimulatorContext;

const combined = combine([tunnelHandlers, catchUpHandlers, subscriptionHandlers, simulatorHandlers]);
type NetworkMethod = keyof typeof combined;
const networkHandlers: NetworkHandlers<NetworkMethod, NetworkContext> = combined;

// A public method that nobody answers, or two, does not compile.
true satisfies ExactlyOneOf<EngineMethod, NetworkMethod, StoreMethod>;

const isNetworkMethod = (method: EngineMethod): method is NetworkMethod =>
  Object.hasOwn(networkHandlers, method);

/** Asks the engine. @throws ZodError for wrong parameters, and what the method's handler throws. */
export type Request = <M extends EngineMethod>(
  method: M,
  params: EngineRequest<M>,
) => Promise<EngineResponse<M>>;

/** The one place where requests are parsed. */
export function createRequest(context: NetworkContext, store: Pick<StoreClient, 'request'>): Request {
  const answer = async (method: EngineMethod, params: unknown): Promise<unknown> => {
    const parsed: never = engineMethods[method].request.parse(params) as never;
    if (!isNetworkMethod(method)) return await store.request(method, parsed);
    return await networkHandlers[method](parsed, context);
  };
  return answer as Request;
}
