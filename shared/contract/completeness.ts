/** What is known about calls that no webhook told of: catch-up from the vendors' call logs. Times are ISO 8601, UTC. */
import { z } from 'zod';

/**
 * `complete`: nothing is missing between `from` and `to`. `unsupported`: the vendor's list cannot answer, `reason` says
 * why. `no-credentials`: it could, and was given no key.
 */
export const sourceCompletenessSchema = z.object({
  sourceId: z.string(),
  state: z.enum(['complete', 'checking', 'failed', 'unsupported', 'no-credentials']),
  /** The time without a gap that is known: everything that happened in it was told of or found. */
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable(),
  /** What is not known and why, one sentence, and the one thing to do; null where there is nothing to say. */
  reason: z.string().nullable(),
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

/**
 * How a vendor's subscription (webhook or socket) is doing, as far as the vendor's API or its silence tells. `incomplete` is
 * the shell's own word for a socket whose credentials were never entered: nothing failed, it is to be set up.
 */
export const subscriptionStateSchema = z.object({
  sourceId: z.string(),
  transport: z.enum(['webhook', 'socket']),
  state: z.enum([
    'healthy',
    'connecting',
    'silent',
    'expiring',
    'disabled',
    'failed',
    'incomplete',
    'unknown',
  ]),
  reason: z.string().nullable(),
  fix: z.string().nullable(),
  /** Whether `subscriptions.repair` can bring it back with the credentials at hand. */
  canRepair: z.boolean(),
  since: z.iso.datetime(),
});
export type SubscriptionState = z.infer<typeof subscriptionStateSchema>;
