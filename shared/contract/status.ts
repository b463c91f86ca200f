/** The contract of Ringback's status. */
import { z } from 'zod';
import { completenessSchema } from './catch-up.ts';
import type { ShellMethods, WindowEvents } from './method.ts';
import { problemSchema } from './problem.ts';
import { subscriptionStateSchema } from './subscriptions.ts';
import { reachabilitySchema } from './tunnel.ts';

/** The status: whether webhooks are accepted on this computer now, and which problems exist. */
const statusSchema = z.object({
  phase: z.enum(['starting', 'listening', 'not-listening']),
  /** Local address that the tunnel forwards to; null while not listening. */
  url: z.string().nullable(),
  /** Start of the phase; ISO 8601, UTC. */
  since: z.iso.datetime(),
  problems: z.array(problemSchema),
  lastEventAt: z.iso.datetime().nullable(),
  /** Whether a webhook to the public URL would arrive; null before the engine has emitted it. */
  reachability: reachabilitySchema.nullable(),
  completeness: completenessSchema.nullable(),
  subscriptions: z.array(subscriptionStateSchema),
});
export type Status = z.infer<typeof statusSchema>;

export const statusShellMethods = {
  'status.get': { request: z.object({}), response: statusSchema },
} as const satisfies ShellMethods;

export const statusEvents = { 'status.changed': statusSchema } as const satisfies WindowEvents;
