/** Follow-ups: the callers to call back. All times are ISO 8601 in UTC. */
import { z } from 'zod';
import { callSchema } from './calls.ts';
import type { EngineMethods, ShellMethods, WindowEvents } from './method.ts';
import { pageRequestSchema } from './page.ts';
import { actIdSchema, actSummarySchema, doneOutcomeSchema, newActSchema, noteSchema } from './rep-act.ts';

/** A thread per caller: opened by a missed call or a voicemail, closed by the rep or by a later answered call. */
/** A call back that was no talk. */
const trySchema = z.object({
  at: z.iso.datetime(),
  /** Whole seconds, as the vendor counts them; null where it does not, or while the call lasts. */
  durationSeconds: z.number().nullable(),
  /** Something answered: a voicemail box, a phone that screens its calls, or a person for a moment. */
  isAnswered: z.boolean(),
});

const followUpSchema = z.object({
  id: z.string(),
  /** E.164 where parseable; null when withheld. */
  number: z.string().nullable(),
  callerName: z.string().nullable(),
  state: z.enum(['open', 'closed']),
  openedAt: z.iso.datetime(),
  /** Time of the newest missed call or voicemail. */
  lastCallAt: z.iso.datetime(),
  missedCount: z.number(),
  voicemailCount: z.number(),
  closedAt: z.iso.datetime().nullable(),
  closedBy: z.enum(['rep', 'answered']).nullable(),
  /** Who called when somebody talked with the caller; null where the rep closed it. */
  reachedBy: z.enum(['caller', 'rep']).nullable(),
  /** What the rep said came of it, where the rep closed it. */
  doneOutcome: doneOutcomeSchema.nullable(),
  /** The last call back since the newest missed call that was no talk; null where there is none. */
  lastTry: trySchema.nullable(),
  /** The newest missed call or voicemail. */
  lastCall: callSchema,
  /** End of a snooze. Until then an open follow-up is in the list of snoozed ones. It may be in the past. */
  snoozedUntil: z.iso.datetime().nullable(),
  /** The rep's notes, oldest first. */
  notes: z.array(noteSchema),
  /** The rep's last act that is not undone; null when there is none. `followUps.undo` undoes it. */
  lastAct: actSummarySchema.nullable(),
});
export type FollowUp = z.infer<typeof followUpSchema>;

/** The lists: open ones that are not snoozed, snoozed ones, and closed ones. */
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
  /** Null when there is no such follow-up. */
  'followUps.get': { request: byId, response: followUpSchema.nullable(), forwarded: true },
  'followUps.close': {
    request: byId.extend({ outcome: doneOutcomeSchema.optional() }),
    response: followUpSchema.nullable(),
  },
  'followUps.reopen': { request: byId, response: followUpSchema.nullable() },
  /**
   * Records an act on all current calls of a follow-up. An act without effect is not recorded. `actId` makes a repetition
   * harmless.
   */
  'followUps.act': {
    request: byId.extend({ act: newActSchema, actId: actIdSchema.optional() }),
    response: followUpSchema.nullable(),
  },
  /** Undoes one act. The response is the follow-up of its newest call; null when there is none. */
  'followUps.undo': {
    request: z.object({ actId: actIdSchema }),
    response: followUpSchema.nullable(),
  },
} as const satisfies EngineMethods;

/** Methods that main handles, because they also update the tray. */
export const followUpShellMethods = {
  'followUps.close': followUpEngineMethods['followUps.close'],
  'followUps.reopen': followUpEngineMethods['followUps.reopen'],
} as const satisfies ShellMethods;

export const followUpEvents = {
  /** Null when several may have changed, or when one no longer exists. */
  'followUps.changed': z.object({ followUp: followUpSchema.nullable() }),
} as const satisfies WindowEvents;
