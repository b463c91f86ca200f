/** The rep's acts on follow-ups. All times are ISO 8601 in UTC. */
import { z } from 'zod';

/** The kinds of acts. `undone` undoes another act. Claimed, assigned and outcome are stored and shown, without effect yet. */
const actKinds = [
  'done',
  'reopened',
  'snoozed',
  'noted',
  'outcome',
  'claimed',
  'assigned',
  'undone',
] as const;
export const actKindSchema = z.enum(actKinds);

/** The ID of an act, such as a UUID. A repetition has the same ID. */
export const actIdSchema = z.string().regex(/^[\w.:-]{1,64}$/);

const person = z.string().trim().min(1).max(200);
export const noteTextSchema = z.string().trim().min(1).max(2000);

/** The result of calling back, as the rep says. */
export const doneOutcomeSchema = z.enum([
  'reached',
  'left-message',
  'wrong-number',
  'not-interested',
  'no-need',
]);
export type DoneOutcome = z.infer<typeof doneOutcomeSchema>;

/** A new act, with the data of its kind. */
export const newActSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), outcome: doneOutcomeSchema.optional() }),
  z.object({ kind: z.literal('reopened') }),
  /** Hides the follow-up until then, or until the caller is missed again. A past time shows it. */
  z.object({ kind: z.literal('snoozed'), until: z.iso.datetime() }),
  z.object({ kind: z.literal('noted'), note: noteTextSchema }),
  /** The result of calling back. */
  z.object({
    kind: z.literal('outcome'),
    outcome: z.string().trim().min(1).max(100),
    note: noteTextSchema.optional(),
  }),
  z.object({ kind: z.literal('claimed') }),
  z.object({ kind: z.literal('assigned'), to: person }),
]);
export type NewAct = z.infer<typeof newActSchema>;

/** An act as a follow-up shows it. */
export const actSummarySchema = z.object({
  id: z.string(),
  kind: actKindSchema,
  at: z.iso.datetime(),
  /** Who acted; null for the user of this computer. */
  by: z.string().nullable(),
});

export const noteSchema = z.object({
  /** The act's ID. */
  id: z.string(),
  text: z.string(),
  at: z.iso.datetime(),
  by: z.string().nullable(),
});
