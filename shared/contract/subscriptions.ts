/** Subscriptions: what makes a vendor send its events. Times are ISO 8601, UTC. */
import { z } from 'zod';
import { subscriptionReasonCodeSchema } from './feed-reason.ts';
import type { EngineMethods } from './method.ts';

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
  reasonCode: subscriptionReasonCodeSchema.nullable(),
  fix: z.string().nullable(),
  /** Whether `subscriptions.repair` can bring it back with the credentials at hand. */
  canRepair: z.boolean(),
  since: z.iso.datetime(),
});
export type SubscriptionState = z.infer<typeof subscriptionStateSchema>;

export const subscriptionEngineMethods = {
  'subscriptions.list': { request: z.object({}), response: z.array(subscriptionStateSchema) },
  /** Renews or enables the vendor's subscription. */
  'subscriptions.repair': {
    request: z.object({ sourceId: z.string() }),
    response: subscriptionStateSchema,
    forwarded: true,
    timeoutMs: 60_000,
  },
} as const satisfies EngineMethods;
