/** The contract of the simulator: test calls over real HTTP. */
import { z } from 'zod';
import type { EngineMethods } from './method.ts';

/** The events that the simulator can send. */
export const simulatedEvents = [
  'missed',
  'voicemail',
  'answered',
  'duplicate',
  'out-of-order',
  'tampered',
  'stale',
  'storm',
] as const;
export const simulatedEventSchema = z.enum(simulatedEvents);
export type SimulatedEvent = z.infer<typeof simulatedEventSchema>;
const simulationResultSchema = z.object({
  /** An entry for each request: its description, and the HTTP status of the answer. */
  requests: z.array(z.object({ description: z.string(), status: z.number() })),
});
export type SimulationResult = z.infer<typeof simulationResultSchema>;

export const simulatorEngineMethods = {
  'simulator.send': {
    request: z.object({ sourceId: z.string(), event: simulatedEventSchema }),
    response: simulationResultSchema,
    forwarded: true,
  },
} as const satisfies EngineMethods;
