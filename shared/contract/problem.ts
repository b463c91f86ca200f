/** The contract of problems: faults for the rep, each with the one thing to do. */
import { z } from 'zod';
import type { ShellMethods } from './method.ts';
import { outcomeSchema } from './outcome.ts';

const problemCodes = [
  'port-taken',
  'port-forbidden',
  'store-locked',
  'store-corrupt',
  'store-full',
  'store-failed',
  'store-slow',
  'store-displaced',
  'store-replaced',
  'store-migrating',
  'store-newer',
  'store-not-migrated',
  'config-invalid',
  'source-invalid',
  'secret-missing',
  'secret-mismatch',
  'connections-crowded',
  'clock-skew',
  'refused-genuine',
  'unknown-path',
  'clock-implausible',
  'engine-stopped',
  'tunnel-down',
  'settings-invalid',
  'settings-newer',
  'secrets-invalid',
  'secrets-newer',
  'file-failed',
  'keyring-missing',
  'notifications-failed',
] as const;

export const problemSchema = z.object({
  code: z.enum(problemCodes),
  /** `blocking`: no webhook is accepted. `warning`: it needs attention. `notice`: it is over. */
  severity: z.enum(['blocking', 'warning', 'notice']),
  /** What happened and why, one sentence. */
  message: z.string(),
  /** The one thing to do about it. */
  fix: z.string(),
  /** ISO 8601, UTC. */
  since: z.iso.datetime(),
  /** The ID of its source, if it has one. */
  sourceId: z.string().optional(),
  /** When the copy was written that `settings.recover` can restore, ISO 8601. */
  copyFrom: z.iso.datetime().optional(),
});
export type Problem = z.infer<typeof problemSchema>;
export type ProblemCode = Problem['code'];

export const problemShellMethods = {
  /** Hides a problem until it occurs again. */
  'problems.dismiss': {
    request: z.object({ code: problemSchema.shape.code, since: z.string() }),
    response: outcomeSchema,
  },
} as const satisfies ShellMethods;
