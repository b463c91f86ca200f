/** What became of a command, where it may be understood and still not carried out. */
import { z } from 'zod';

/** Why a command was not carried out, fit for the rep's eyes. */
const refusalSchema = z.object({
  ok: z.literal(false),
  message: z.string(),
  field: z.string().optional(),
});
const done = z.object({ ok: z.literal(true) });
export const outcomeSchema = z.discriminatedUnion('ok', [done, refusalSchema]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** What to do with a secret where there is no keyring; absent asks first. */
export const withoutKeyringSchema = z.enum(['plain', 'memory']).optional();

/** What became of a command that stores a secret: without a keyring, the rep is asked first what to do. */
export const secretSaveResultSchema = z.union([
  done,
  z.object({ ok: z.literal(false), consentNeeded: z.literal(true), backend: z.string() }),
  refusalSchema,
]);
export type SecretSaveResult = z.infer<typeof secretSaveResultSchema>;
