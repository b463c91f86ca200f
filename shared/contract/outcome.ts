/** The outcome of a command: done, or refused with a reason. */
import { z } from 'zod';

/** The code of a refusal. */
const refusalCodeSchema = z.enum([
  /** The call or the phone system is no longer there. */
  'gone',
  /** The caller withheld the number. */
  'withheld',
  'not-dialable',
  'no-crm',
  /** The address may not be opened. */
  'bad-address',
  /** The system has no program for an address. */
  'no-program',
  /** The system's keyring failed to encrypt, or returned another value. */
  'keyring',
  /** The system did not show a notification. */
  'not-shown',
  /** The problem still keeps Ringback from listening, so it cannot be dismissed. */
  'still-blocking',
]);
export type RefusalCode = z.infer<typeof refusalCodeSchema>;

/** A refusal. The message is for the rep. */
export const refusalSchema = z.object({
  ok: z.literal(false),
  code: refusalCodeSchema,
  message: z.string(),
  /** The form's field. */
  field: z.string().optional(),
});
const done = z.object({ ok: z.literal(true) });
export const outcomeSchema = z.discriminatedUnion('ok', [done, refusalSchema]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** The storage of a secret without a keyring; absent refuses, to ask first. */
export const withoutKeyringSchema = z.enum(['plain', 'memory']).optional();

/** The outcome of a command that stores a secret. Without a keyring, the rep is asked first. */
export const secretSaveResultSchema = z.union([
  done,
  z.object({ ok: z.literal(false), consentNeeded: z.literal(true), backend: z.string() }),
  refusalSchema,
]);
export type SecretSaveResult = z.infer<typeof secretSaveResultSchema>;
