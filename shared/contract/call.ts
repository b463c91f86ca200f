/** What a call, a delivery and a follow-up look like to everyone outside the engine. All times are ISO 8601 in UTC. */
import { z } from 'zod';
import { deliveryReasonCodeSchema } from './delivery-reason.ts';
import { originSchema } from './origin.ts';

export const instantSchema = z.iso.datetime();

/** `other` is a call that ended without an answer but was not inbound, or one that says too little to judge. */
export const callOutcomes = ['ringing', 'answered', 'missed', 'voicemail', 'other'] as const;
export const callOutcomeSchema = z.enum(callOutcomes);
export type CallOutcome = z.infer<typeof callOutcomeSchema>;

export const voicemailSchema = z.object({
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
  /** E.164 where it could be parsed, else as the vendor sent it; null when withheld. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** The caller's name as the phone system gave it (caller ID name). */
  callerName: z.string().nullable(),
  startedAt: instantSchema.nullable(),
  answeredAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  /** Whole seconds, as the vendor counts them (some include ringing). */
  durationSeconds: z.number().nullable(),
  outcome: callOutcomeSchema,
  voicemail: voicemailSchema.nullable(),
  /** No webhook told of it: it was found in the vendor's call log afterwards. */
  foundLater: z.boolean(),
  /** Ringback sent it to itself, to try the phone system out. */
  isTest: z.boolean(),
});
export type Call = z.infer<typeof callSchema>;

export const deliveryOutcomes = ['accepted', 'duplicate', 'rejected', 'failed', 'handshake'] as const;
export const deliverySchema = z.object({
  id: z.string(),
  sourceId: z.string(),
  receivedAt: instantSchema,
  eventId: z.string().nullable(),
  eventType: z.string().nullable(),
  outcome: z.enum(deliveryOutcomes),
  /** The HTTP status that the sender was answered with. */
  status: z.number(),
  /** Why it was refused or could not be processed, in plain words; null when there is nothing to say. */
  reason: z.string().nullable(),
  /** The code of that reason; null also for what an earlier version stored. */
  reasonCode: deliveryReasonCodeSchema.nullable(),
  /** How often the worker has tried to process it. */
  attempts: z.number(),
  origin: originSchema,
});
export type Delivery = z.infer<typeof deliverySchema>;

/** A thread per caller: opened by a missed call or a voicemail, closed by the rep or by a later answered call. */
export const followUpSchema = z.object({
  id: z.string(),
  /** E.164 where it could be parsed; null when the caller withheld the number. */
  number: z.string().nullable(),
  callerName: z.string().nullable(),
  state: z.enum(['open', 'closed']),
  openedAt: instantSchema,
  /** When the newest missed call or voicemail of this thread happened. */
  lastCallAt: instantSchema,
  missedCount: z.number(),
  voicemailCount: z.number(),
  closedAt: instantSchema.nullable(),
  closedBy: z.enum(['rep', 'answered']).nullable(),
  /** The newest missed call or voicemail. */
  lastCall: callSchema,
});
export type FollowUp = z.infer<typeof followUpSchema>;
