/** What a rep does with a follow-up. All times are ISO 8601 in UTC. */
import { z } from 'zod';

/** `undone` takes another act back. Claimed, assigned and outcome are kept and told, and move nothing yet. */
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

/** Made by whoever acts, e.g. a UUID, so that a repetition is recognised. */
export const actIdSchema = z.string().regex(/^[\w.:-]{1,64}$/);

const person = z.string().trim().min(1).max(200);
export const noteTextSchema = z.string().trim().min(1).max(2000);

/** What a rep can do with a follow-up, and what has to be said with it. */
export const newActSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('reopened') }),
  /** Hides it until then, or until the caller is missed again. A time that has passed shows it. */
  z.object({ kind: z.literal('snoozed'), until: z.iso.datetime() }),
  z.object({ kind: z.literal('noted'), note: noteTextSchema }),
  /** What came of calling back. */
  z.object({
    kind: z.literal('outcome'),
    outcome: z.string().trim().min(1).max(100),
    note: noteTextSchema.optional(),
  }),
  z.object({ kind: z.literal('claimed') }),
  z.object({ kind: z.literal('assigned'), to: person }),
]);
export type NewAct = z.infer<typeof newActSchema>;

/** An act as a follow-up tells of it. */
export const actSummarySchema = z.object({
  id: z.string(),
  kind: actKindSchema,
  at: z.iso.datetime(),
  /** Who acted; null is whoever uses this computer. */
  by: z.string().nullable(),
});

export const noteSchema = z.object({
  /** The act's. */
  id: z.string(),
  text: z.string(),
  at: z.iso.datetime(),
  by: z.string().nullable(),
});
