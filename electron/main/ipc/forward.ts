/** Methods that the window asks and the engine answers. */
import { type ForwardedMethod, forwardedMethodNames, type WindowHandlers } from '#shared/contract/ipc.ts';
import type { EngineSupervisor } from '../engine/supervisor.ts';

/** Passes each forwarded method of the contract on to the engine. */
export function forwardTo(engine: Pick<EngineSupervisor, 'request'>): WindowHandlers<ForwardedMethod> {
  const entries = forwardedMethodNames.map((method) => [
    method,
    (request: never) => engine.request(method, request),
  ]);
  return Object.fromEntries(entries) as WindowHandlers<ForwardedMethod>;
}
