/** The contract of catch-up: calls found in the vendors' call logs. Times are ISO 8601, UTC. */
import { z } from 'zod';
import { completenessReasonCodeSchema } from './feed-reason.ts';
import type { EngineMethods } from './method.ts';

/**
 * The completeness of a source's calls. `complete`: nothing is missing between `from` and `to`. `unsupported`: the vendor's
 * list cannot show it; see `reason`. `no-credentials`: the API credentials are missing.
 */
const sourceCompletenessSchema = z.object({
  sourceId: z.string(),
  state: z.enum(['complete', 'checking', 'failed', 'unsupported', 'no-credentials']),
  /** The period without a gap: every call in it was received or found. */
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable(),
  /** A sentence about what is unknown and why, and the one thing to do; null when nothing is unknown. */
  reason: z.string().nullable(),
  reasonCode: completenessReasonCodeSchema.nullable(),
  fix: z.string().nullable(),
  /** Number of calls that the last run found and no webhook reported. */
  foundLater: z.number(),
  nextCheckAt: z.iso.datetime().nullable(),
});
export type SourceCompleteness = z.infer<typeof sourceCompletenessSchema>;

export const completenessSchema = z.object({
  sources: z.array(sourceCompletenessSchema),
  /** Start of the period in which no source misses a call; null when any source is not complete. */
  nothingMissingSince: z.iso.datetime().nullable(),
});
export type Completeness = z.infer<typeof completenessSchema>;

export const catchUpEngineMethods = {
  /** Runs catch-up now, for one source or for all. */
  'catchUp.run': {
    request: z.object({ sourceId: z.string().optional() }),
    response: completenessSchema,
    forwarded: true,
    timeoutMs: 120_000,
  },
} as const satisfies EngineMethods;
