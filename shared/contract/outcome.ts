/** What became of a command, where it may be understood and still not carried out. */
import { z } from 'zod';

/** Why a command was not carried out; code decides by it. */
const refusalCodeSchema = z.enum([
  /** The call or the phone system is no longer there. */
  'gone',
  /** The caller withheld the number. */
  'withheld',
  'not-dialable',
  'no-crm',
  /** A finished address is none that may be opened. */
  'bad-address',
  /** The system has no program for an address. */
  'no-program',
  /** The system's keyring did not encrypt, or not give back what it encrypted. */
  'keyring',
  /** The system did not show a notification. */
  'not-shown',
  /** What is to be dismissed still keeps Ringback from listening. */
  'still-blocking',
]);
export type RefusalCode = z.infer<typeof refusalCodeSchema>;

/** Why a command was not carried out, fit for the rep's eyes. */
const refusalSchema = z.object({
  ok: z.literal(false),
  code: refusalCodeSchema,
  message: z.string(),
  /** The form's field that it is about. */
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
