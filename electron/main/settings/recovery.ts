/** The record of damaged settings, beside the file. It lasts, over starts, until the rep has dealt with it. */
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { settingsSchema } from '#shared/config/settings.ts';
import type { Problem } from '#shared/contract/problem.ts';
import { writeFileAtomically } from '../files/atomic-write.ts';
import { readTextIfPresent } from '../files/read-text.ts';

const recoverySchema = z.object({
  /** When the damage was found. */
  since: z.iso.datetime(),
  /** A part of a sentence for each fault. */
  faults: z.array(z.string()).min(1),
  /** The path of the damaged file's copy; null when there was no file. */
  damaged: z.string().nullable(),
  /** True when nothing of the file was usable. */
  isWhole: z.boolean(),
  /** What is in use since then, for the rep. */
  inUse: z.string(),
  /** The last good copy; null when there was none. */
  good: z.object({ at: z.iso.datetime(), settings: settingsSchema }).nullable(),
});
export type Recovery = z.infer<typeof recoverySchema>;

const pathOf = (file: string): string => `${file}.recovery`;

/** Reads the record of a settings file; null when there is none that is usable. */
export async function readRecovery(file: string): Promise<Recovery | null> {
  try {
    const text = await readTextIfPresent(pathOf(file));
    return text === null ? null : recoverySchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export const writeRecovery = (file: string, recovery: Recovery): Promise<void> =>
  writeFileAtomically(pathOf(file), `${JSON.stringify(recovery, null, 2)}\n`);

export const removeRecovery = (file: string): Promise<void> => rm(pathOf(file), { force: true });

/** The problem that a record is told as. */
export function recoveryProblem(
  file: string,
  { since, faults, damaged, isWhole, inUse, good }: Recovery,
): Problem {
  const name = basename(file);
  const asItWas = damaged === null ? '' : ` The file as it was is ${damaged}.`;
  const used = `In use: ${inUse}.`;
  const reasons = faults.join('. Also ');
  const common = { code: 'settings-invalid', since, ...(good ? { copyFrom: good.at } : {}) } as const;
  if (!isWhole)
    return {
      ...common,
      severity: 'warning',
      message: `${name} has a mistake: ${reasons}.`,
      fix: `Check Settings. ${used}${asItWas}`,
    };
  if (good)
    return {
      ...common,
      severity: 'warning',
      message: `${name} could not be used: ${reasons}. Its last good copy is used instead.`,
      fix: `Check Settings. ${used}${asItWas}`,
    };
  return {
    ...common,
    severity: 'blocking',
    message: `${name} could not be used: ${reasons}. There is no earlier copy, so phone systems, tunnel and CRM address are gone.`,
    fix: `Set them up again in Settings. No call is received until then.${asItWas}`,
  };
}
