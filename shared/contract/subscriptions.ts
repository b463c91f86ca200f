/** The contract of subscriptions, by which vendors send events. Times are ISO 8601, UTC. */
import { z } from 'zod';
import { subscriptionReasonCodeSchema } from './feed-reason.ts';
import type { EngineMethods } from './method.ts';

/**
 * The state of a subscription (webhook or socket), by the vendor's API or by unusual silence. The shell uses `incomplete` for
 * a socket whose credentials were never entered: it did not fail, but has to be set up. `old-address`:
 * the phone system's events came over another address than the tunnel has now, so they go there, and not here.
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
    'old-address',
    'unknown',
  ]),
  reason: z.string().nullable(),
  reasonCode: subscriptionReasonCodeSchema.nullable(),
  fix: z.string().nullable(),
  /** True when `subscriptions.repair` can repair it with the stored credentials. */
  canRepair: z.boolean(),
  since: z.iso.datetime(),
  /** Of `old-address`: which one it calls, and which one it has to be given. Origins, `https://host[:port]`. */
  address: z
    .object({
      called: z.string(),
      current: z.string(),
      /** The old one leads here as well: calls arrive for now. */
      leadsHere: z.boolean(),
      /** Whether `subscriptions.move` can change it at the vendor with the credentials at hand. */
      canMove: z.boolean(),
    })
    .optional(),
});
export type SubscriptionState = z.infer<typeof subscriptionStateSchema>;

const bySource = z.object({ sourceId: z.string() });
export const subscriptionEngineMethods = {
  'subscriptions.list': { request: z.object({}), response: z.array(subscriptionStateSchema) },
  /** Renews or enables the vendor's subscription. */
  'subscriptions.repair': {
    request: bySource,
    response: subscriptionStateSchema,
    forwarded: true,
    timeoutMs: 60_000,
  },
  /** Notes that the phone system was given the current address. */
  'subscriptions.confirmAddress': { request: bySource, response: z.array(subscriptionStateSchema) },
  /** Changes the address at the vendor, through its API. */
  'subscriptions.move': {
    request: bySource,
    response: z.array(subscriptionStateSchema),
    timeoutMs: 60_000,
  },
} as const satisfies EngineMethods;
