/** Native notifications: decided by the engine, shown by the shell. */
import { z } from 'zod';
import { callSchema } from './calls.ts';
import type { ShellMethods } from './method.ts';
import { outcomeSchema } from './outcome.ts';

/** A notification. A `digest` is about several late calls; its `call` is the newest. The engine repeats it until its result is reported, and the shell shows each ID once. */
export const engineNotificationSchema = z.object({
  /** `<callId>:<revision>`, or `digest:<number>`. */
  id: z.string(),
  /** The ID of the same call's notification that this one replaces. */
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

/** Why a notification was not shown. `no-service`: the system has no notification service now. `no-answer`: it did not answer in time. `failed`: it refused. */
const notificationFailureSchema = z.enum(['no-service', 'no-answer', 'failed']);
export type NotificationFailure = z.infer<typeof notificationFailureSchema>;

/**
 * The result of a notification. `shown`: handed to the system. `suppressed`: deliberately not shown. `postponed`: not shown
 * for a reason that may pass, so the engine sends it again. `failed`: refused by the system each time.
 */
export const notificationResultSchema = z.object({
  id: z.string(),
  result: z.enum(['shown', 'suppressed', 'postponed', 'failed']),
  code: notificationFailureSchema.optional(),
  reason: z.string().optional(),
});
export type NotificationResult = z.infer<typeof notificationResultSchema>;

export const notificationShellMethods = {
  /** Shows a sample notification. */
  'notifications.test': { request: z.object({}), response: outcomeSchema },
} as const satisfies ShellMethods;
