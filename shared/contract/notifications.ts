/** Native notifications: decided by the engine, shown by the shell. */
import { z } from 'zod';
import { callSchema } from './calls.ts';
import type { ShellMethods } from './method.ts';
import { outcomeSchema } from './outcome.ts';

/** A decided notification; `digest` stands for several calls that were found late, `call` is the newest. Shown once for an ID, however often it is sent: the engine repeats it until it is answered. */
export const engineNotificationSchema = z.object({
  /** `<callId>:<revision>`, or `digest:<number>`. */
  id: z.string(),
  /** The notification of the same call that this one takes the place of. */
  replaces: z.string().nullable(),
  kind: z.enum(['missed', 'voicemail', 'digest']),
  call: callSchema,
  /** All calls of a digest, newest first. */
  calls: z.array(callSchema).optional(),
  title: z.string(),
  body: z.string(),
  silent: z.boolean(),
});
export type EngineNotification = z.infer<typeof engineNotificationSchema>;

/** shown: handed to the system; suppressed: deliberately not shown; failed: the system refused it. */
export const notificationResultSchema = z.object({
  id: z.string(),
  result: z.enum(['shown', 'suppressed', 'failed']),
  reason: z.string().optional(),
});
export type NotificationResult = z.infer<typeof notificationResultSchema>;

export const notificationShellMethods = {
  /** Shows a sample, so that the rep sees whether the system lets notifications through. */
  'notifications.test': { request: z.object({}), response: outcomeSchema },
} as const satisfies ShellMethods;
