/** What is known about calls that no webhook told of: catch-up from the vendors' call logs. Times are ISO 8601, UTC. */
import { z } from 'zod';
import { completenessReasonCodeSchema } from './feed-reason.ts';
import type { EngineMethods } from './method.ts';

/**
 * `complete`: nothing is missing between `from` and `to`. `unsupported`: the vendor's list cannot answer, `reason` says
 * why. `no-credentials`: it could, and was given no key.
 */
const sourceCompletenessSchema = z.object({
  sourceId: z.string(),
  state: z.enum(['complete', 'checking', 'failed', 'unsupported', 'no-credentials']),
  /** The time without a gap that is known: everything that happened in it was told of or found. */
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable(),
  /** What is not known and why, one sentence, and the one thing to do; null where there is nothing to say. */
  reason: z.string().nullable(),
  reasonCode: completenessReasonCodeSchema.nullable(),
  fix: z.string().nullable(),
  /** Calls found by the last look that no webhook had told of. */
  foundLater: z.number(),
  nextCheckAt: z.iso.datetime().nullable(),
});
export type SourceCompleteness = z.infer<typeof sourceCompletenessSchema>;

export const completenessSchema = z.object({
  sources: z.array(sourceCompletenessSchema),
  /** "Nothing missing since": the latest start among the sources that are complete until now; null when one is not. */
  nothingMissingSince: z.iso.datetime().nullable(),
});
export type Completeness = z.infer<typeof completenessSchema>;

export const catchUpEngineMethods = {
  /** Looks into the call logs now, of one source or of all. */
  'catchUp.run': {
    request: z.object({ sourceId: z.string().optional() }),
    response: completenessSchema,
    forwarded: true,
    timeoutMs: 120_000,
  },
} as const satisfies EngineMethods;
