/** The contract of the tray's summary. */
import { z } from 'zod';
import { callSchema } from './calls.ts';
import type { EngineMethods } from './method.ts';

/** The summary that the tray shows. */
const summarySchema = z.object({
  /** Number of open follow-ups. */
  toCallBack: z.number(),
  /** The newest missed calls and voicemails, five at most. */
  lastMissed: z.array(callSchema),
  /** Arrival of the newest genuine event; null before the first. */
  lastEventAt: z.iso.datetime().nullable(),
});
export type Summary = z.infer<typeof summarySchema>;

export const summaryEngineMethods = {
  'summary.get': { request: z.object({}), response: summarySchema, forwarded: true },
} as const satisfies EngineMethods;
