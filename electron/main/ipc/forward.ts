/** The methods that main only forwards to the engine. */
import { type ForwardedMethod, forwardedMethodNames, type WindowHandlers } from '#shared/contract/ipc.ts';
import type { EngineSupervisor } from '../engine/supervisor.ts';

/** Creates a handler for each forwarded method of the contract. */
export function forwardTo(engine: Pick<EngineSupervisor, 'request'>): WindowHandlers<ForwardedMethod> {
  const entries = forwardedMethodNames.map((method) => [
    method,
    (request: never) => engine.request(method, request),
  ]);
  return Object.fromEntries(entries) as WindowHandlers<ForwardedMethod>;
}
