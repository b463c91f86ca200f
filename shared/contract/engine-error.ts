/** The codes of failed engine requests: a closed set beside the sentences for people. */
import { z } from 'zod';
import { vendorFaults } from './feed-reason.ts';

/** The simulator's codes. `no-answer`: nothing answers at the target. */
const simulatorErrorCodes = [
  'no-source',
  'not-listening',
  'no-secret',
  'cannot-sign',
  'unknown-events',
  'no-answer',
  'bad-arguments',
] as const;
export type SimulatorErrorCode = (typeof simulatorErrorCodes)[number];

/** The codes of repairs: the vendor has no such subscription, its address is unknown, or only the vendor can repair it. */
const repairErrorCodes = ['not-registered', 'no-address', 'not-repairable'] as const;
export type RepairErrorCode = (typeof repairErrorCodes)[number];

/** The code of a failed request. `internal`: an unexpected error with a message for the log. Other messages are for the rep. */
export const engineErrorCodeSchema = z.enum([
  'internal',
  ...simulatorErrorCodes,
  ...repairErrorCodes,
  ...vendorFaults,
]);
export type EngineErrorCode = z.infer<typeof engineErrorCodeSchema>;
