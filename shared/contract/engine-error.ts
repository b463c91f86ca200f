/** Why the engine did not do what it was asked to do: a closed set of codes beside the sentences that people read. */
import { z } from 'zod';
import { vendorFaults } from './feed-reason.ts';

/** `no-source`, `not-listening`, `no-secret`, `cannot-sign` and `unknown-events` are of the simulator, `no-answer` of its target. */
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

/** The vendor knows no such subscription, its address is not known, or it can be brought back at the vendor's only. */
const repairErrorCodes = ['not-registered', 'no-address', 'not-repairable'] as const;
export type RepairErrorCode = (typeof repairErrorCodes)[number];

/** `internal`: the engine failed, and its message is for the log. Of all others the message is a sentence for the rep. */
export const engineErrorCodeSchema = z.enum([
  'internal',
  ...simulatorErrorCodes,
  ...repairErrorCodes,
  ...vendorFaults,
]);
export type EngineErrorCode = z.infer<typeof engineErrorCodeSchema>;
