/** The simulator: test calls that go the whole way over real HTTP. */
import { z } from 'zod';
import type { EngineMethods } from './method.ts';

/** What the simulator sends over real HTTP, as the source's vendor would. */
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
  /** One for each request: what was sent, and the HTTP status that answered it. */
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
