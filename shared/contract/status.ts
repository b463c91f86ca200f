/** The state of Ringback as the window shows it. */
import { z } from 'zod';
import { completenessSchema } from './catch-up.ts';
import type { ShellMethods, WindowEvents } from './method.ts';
import { problemSchema } from './problem.ts';
import { subscriptionStateSchema } from './subscriptions.ts';
import { reachabilitySchema } from './tunnel.ts';

/** Whether webhooks are accepted on this computer right now, and what stands in the way. */
const statusSchema = z.object({
  phase: z.enum(['starting', 'listening', 'not-listening']),
  /** Local address that the tunnel forwards to; null while not listening. */
  url: z.string().nullable(),
  /** Since when the phase holds; ISO 8601, UTC. */
  since: z.iso.datetime(),
  problems: z.array(problemSchema),
  lastEventAt: z.iso.datetime().nullable(),
  /** Whether a webhook sent to the public URL would arrive; null before the engine has said so. */
  reachability: reachabilitySchema.nullable(),
  completeness: completenessSchema.nullable(),
  subscriptions: z.array(subscriptionStateSchema),
});
export type Status = z.infer<typeof statusSchema>;

export const statusShellMethods = {
  'status.get': { request: z.object({}), response: statusSchema },
} as const satisfies ShellMethods;

export const statusEvents = { 'status.changed': statusSchema } as const satisfies WindowEvents;
