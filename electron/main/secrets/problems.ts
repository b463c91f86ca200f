/** The problems with stored secrets. */
import { basename } from 'node:path';
import type { Problem } from '#shared/contract/problem.ts';

/** The problem of an unreadable secrets file. @param reason a part of a sentence that quotes nothing from the file. */
export const corruptFile = (file: string, copy: string, reason: string): Problem => ({
  code: 'secret-missing',
  severity: 'warning',
  message: `${basename(file)} could not be understood (${reason}), so the phone systems' and the tunnel's secrets are not known.`,
  fix: `Enter the secrets again in Settings. The file as it was is ${copy}.`,
  since: new Date().toISOString(),
});

/** The problem of a damaged secrets file whose last good copy is in use. @param copy the damaged file's copy, if there was one. */
export const recoveredFile = (file: string, copy: string | null, reason: string): Problem => ({
  code: 'secrets-invalid',
  severity: 'warning',
  message: `${basename(file)} could not be used: ${reason}. Its last good copy is used instead.`,
  fix: `Check that each phone system's calls arrive.${copy === null ? '' : ` The file as it was is ${copy}.`}`,
  since: new Date().toISOString(),
});

export const newerSecrets = (file: string): Problem => ({
  code: 'secrets-newer',
  severity: 'warning',
  message: `A newer Ringback wrote ${basename(file)}, so secrets cannot be changed now. The file was left as it is.`,
  fix: 'Install the newer Ringback again.',
  since: new Date().toISOString(),
});

/** The problem of a secret that cannot be decrypted. @param what e.g. `the secret of "main"` */
export const undecryptable = (what: string, sourceId?: string): Problem => ({
  code: 'secret-missing',
  severity: 'warning',
  message: `The system's keychain did not give back ${what}.`,
  fix: 'Unlock the keychain and start Ringback again, or enter the secret again in Settings.',
  since: new Date().toISOString(),
  ...(sourceId === undefined ? {} : { sourceId }),
});
