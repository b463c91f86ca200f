/** Follow-ups: the callers to call back. All times are ISO 8601 in UTC. */
import { z } from 'zod';
import { callSchema } from './calls.ts';
import type { EngineMethods, ShellMethods, WindowEvents } from './method.ts';
import { pageRequestSchema } from './page.ts';
import { actIdSchema, actSummarySchema, newActSchema, noteSchema } from './rep-act.ts';

/** A thread per caller: opened by a missed call or a voicemail, closed by the rep or by a later answered call. */
const followUpSchema = z.object({
  id: z.string(),
  /** E.164 where it could be parsed; null when the caller withheld the number. */
  number: z.string().nullable(),
  callerName: z.string().nullable(),
  state: z.enum(['open', 'closed']),
  openedAt: z.iso.datetime(),
  /** When the newest missed call or voicemail of this thread happened. */
  lastCallAt: z.iso.datetime(),
  missedCount: z.number(),
  voicemailCount: z.number(),
  closedAt: z.iso.datetime().nullable(),
  closedBy: z.enum(['rep', 'answered']).nullable(),
  /** The newest missed call or voicemail. */
  lastCall: callSchema,
  /** An open one is in the list of the snoozed until then; it may have passed. */
  snoozedUntil: z.iso.datetime().nullable(),
  /** What the rep noted on it, oldest first. */
  notes: z.array(noteSchema),
  /** What the rep did with it last and did not take back; null when nothing. `followUps.undo` takes it back. */
  lastAct: actSummarySchema.nullable(),
});
export type FollowUp = z.infer<typeof followUpSchema>;

/** The open ones without those that are snoozed, those, and the closed ones. */
const followUpLists = ['open', 'snoozed', 'closed'] as const;
export type FollowUpList = (typeof followUpLists)[number];

export const followUpPageSchema = z.object({
  followUps: z.array(followUpSchema),
  nextBefore: z.string().nullable(),
  total: z.number(),
});
export type FollowUpPage = z.infer<typeof followUpPageSchema>;

const byId = z.object({ id: z.string() });
export const followUpEngineMethods = {
  'followUps.list': {
    request: pageRequestSchema.extend({ state: z.enum(followUpLists).default('open') }),
    response: followUpPageSchema,
    forwarded: true,
  },
  'followUps.close': { request: byId, response: followUpSchema.nullable() },
  'followUps.reopen': { request: byId, response: followUpSchema.nullable() },
  /**
   * Does something with all calls that the follow-up has now. An act that has no effect on it is not kept. `actId` makes
   * a repetition harmless.
   */
  'followUps.act': {
    request: byId.extend({ act: newActSchema, actId: actIdSchema.optional() }),
    response: followUpSchema.nullable(),
  },
  /** Takes one act back. The answer is the follow-up of its newest call; null when there is none. */
  'followUps.undo': {
    request: z.object({ actId: actIdSchema }),
    response: followUpSchema.nullable(),
  },
} as const satisfies EngineMethods;

/** Not only forwarded: the tray counts the same callers. */
export const followUpShellMethods = {
  'followUps.close': followUpEngineMethods['followUps.close'],
  'followUps.reopen': followUpEngineMethods['followUps.reopen'],
} as const satisfies ShellMethods;

export const followUpEvents = {
  /** Null where several may have changed, or one is none any more. */
  'followUps.changed': z.object({ followUp: followUpSchema.nullable() }),
} as const satisfies WindowEvents;
