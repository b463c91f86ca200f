/** The contract of calls. All times are ISO 8601 in UTC. */
import { z } from 'zod';
import type { EngineMethods, ShellMethods, WindowEvents } from './method.ts';
import { outcomeSchema } from './outcome.ts';
import { pageRequestSchema } from './page.ts';

/** The outcomes of a call. `other`: an outbound call without an answer, or one with too little information. */
const callOutcomes = ['ringing', 'answered', 'missed', 'voicemail', 'other'] as const;
const callOutcomeSchema = z.enum(callOutcomes);
export type CallOutcome = z.infer<typeof callOutcomeSchema>;

const voicemailSchema = z.object({
  recordingUrl: z.string().nullable(),
  transcript: z.string().nullable(),
  /** Whole seconds. */
  durationSeconds: z.number().nullable(),
});
export type Voicemail = z.infer<typeof voicemailSchema>;

export const callSchema = z.object({
  id: z.string(),
  sourceId: z.string(),
  provider: z.string(),
  /** The vendor's own ID. A string: some vendors' IDs exceed 2^53. */
  providerCallId: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  /** E.164 where parseable, otherwise as the vendor sent it; null when withheld. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** The caller ID name from the phone system. */
  callerName: z.string().nullable(),
  /**
   * The time of the call, everywhere: its start, or else the earliest time that the phone system reported, or else when it
   * was first received. A time more than a day after that counts as one day after it.
   */
  at: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  answeredAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  /** Whole seconds, as the vendor counts them (some include ringing). */
  durationSeconds: z.number().nullable(),
  outcome: callOutcomeSchema,
  voicemail: voicemailSchema.nullable(),
  /** True when no webhook reported it and the call log had it later. */
  foundLater: z.boolean(),
  /** True for a test call, which Ringback sent to itself. */
  isTest: z.boolean(),
});
export type Call = z.infer<typeof callSchema>;

export const callPageSchema = z.object({
  calls: z.array(callSchema),
  nextBefore: z.string().nullable(),
  total: z.number(),
});
export type CallPage = z.infer<typeof callPageSchema>;

const outsideLineSchema = z.object({
  /** The digits before numbers whose rest is a known caller's; null where none were seen, or where they are set. */
  prefix: z.string().nullable(),
  /** How many such numbers were seen. */
  calls: z.int(),
});
export type OutsideLine = z.infer<typeof outsideLineSchema>;

export const callEngineMethods = {
  /** All calls, or those with one contact (see `contactOf`). */
  'calls.list': {
    request: pageRequestSchema.extend({ contact: z.string().optional() }),
    response: callPageSchema,
    forwarded: true,
  },
  'calls.get': { request: z.object({ id: z.string() }), response: callSchema.nullable() },
  /** Looks for digits of an outside line before numbers. */
  'calls.findOutsideLine': { request: z.object({}), response: outsideLineSchema, forwarded: true },
  /** Removes all test calls, and their follow-ups. */
  'calls.removeTests': { request: z.object({}), response: z.object({ removed: z.number() }) },
} as const satisfies EngineMethods;

const byCall = z.object({ callId: z.string() });
export const callShellMethods = {
  'calls.openInCrm': { request: byCall, response: outcomeSchema },
  'calls.callBack': { request: byCall, response: outcomeSchema },
  'calls.copyNumber': { request: byCall, response: outcomeSchema },
  'calls.removeTests': callEngineMethods['calls.removeTests'],
} as const satisfies ShellMethods;

export const callEvents = {
  /** New and changed calls. Follow-ups and the summary are fetched again. */
  'calls.changed': z.object({ calls: z.array(callSchema) }),
} as const satisfies WindowEvents;
