/** The few figures that the tray shows. */
import { z } from 'zod';
import { callSchema } from './calls.ts';
import type { EngineMethods } from './method.ts';

/** What the tray shows. */
const summarySchema = z.object({
  /** Open follow-ups. */
  toCallBack: z.number(),
  /** The newest missed calls and voicemails, five at most. */
  lastMissed: z.array(callSchema),
  /** When the newest genuine event arrived; null before the first. */
  lastEventAt: z.iso.datetime().nullable(),
});
export type Summary = z.infer<typeof summarySchema>;

export const summaryEngineMethods = {
  'summary.get': { request: z.object({}), response: summarySchema, forwarded: true },
} as const satisfies EngineMethods;
