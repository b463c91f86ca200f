/** What the rep is told of secrets that cannot be had. */
import { basename } from 'node:path';
import type { Problem } from '#shared/contract/problem.ts';

export const corruptFile = (file: string, copy: string): Problem => ({
  code: 'secret-missing',
  severity: 'warning',
  message: `${basename(file)} could not be understood, so the phone systems' and the tunnel's secrets are not known.`,
  fix: `Enter the secrets again in Settings. The file as it was is ${copy}.`,
  since: new Date().toISOString(),
});

/** @param what e.g. `the secret of "main"` */
export const undecryptable = (what: string, sourceId?: string): Problem => ({
  code: 'secret-missing',
  severity: 'warning',
  message: `The system's keychain did not give back ${what}.`,
  fix: 'Unlock the keychain and start Ringback again, or enter the secret again in Settings.',
  since: new Date().toISOString(),
  ...(sourceId === undefined ? {} : { sourceId }),
});
