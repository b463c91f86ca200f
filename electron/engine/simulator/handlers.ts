import type { SimulatedEvent, SimulationResult, simulatorEngineMethods } from '#shared/contract/simulator.ts';
import type { NetworkHandlers } from '../methods/handler.ts';

export interface SimulatorContext {
  /** Sends a simulated event to the engine's listener. @throws SimulatorError with a message for people. */
  simulate(sourceId: string, event: SimulatedEvent): Promise<SimulationResult>;
}

export const simulatorHandlers: NetworkHandlers<keyof typeof simulatorEngineMethods, SimulatorContext> = {
  'simulator.send': ({ sourceId, event }, { simulate }) => simulate(sourceId, event),
};
