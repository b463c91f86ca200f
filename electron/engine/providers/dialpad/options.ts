/** What a Dialpad source can be told beside its secret. */
import { z } from 'zod';
import { unauthenticatedOption } from '../common/unauthenticated.ts';

/** Whose calls a subscription tells of (github dialpad/dialpad-python-sdk schemas/call_event_subscription.py). */
export const dialpadTargetSchema = z.strictObject({
  type: z.enum([
    'user',
    'department',
    'callcenter',
    'office',
    'coachingteam',
    'staffgroup',
    'room',
    'callrouter',
  ]),
  id: z.string().regex(/^\d+$/, "expected the target's number"),
});
export type DialpadTarget = z.infer<typeof dialpadTargetSchema>;

export const dialpadOptionsSchema = z.strictObject({
  ...unauthenticatedOption,
  /** For a subscription that the engine makes itself; absent is the whole company's calls. */
  target: dialpadTargetSchema.optional(),
});
export type DialpadOptions = z.infer<typeof dialpadOptionsSchema>;
