/** Prepares every configured source; one that cannot be used is reported and left out, the others go on. */
import type { LiveSource } from '#shared/sources.ts';
import type { ProblemBoard } from '../problems.ts';
import { type PreparedSource, prepareSource } from './prepare.ts';

export function prepareSources(
  sources: readonly LiveSource[],
  problems: ProblemBoard,
): ReadonlyMap<string, PreparedSource> {
  const prepared = new Map<string, PreparedSource>();
  for (const source of sources) {
    const result = prepareSource(source);
    if (result.ok) prepared.set(source.id, result.value);
    else
      problems.raise({
        code: source.secrets.length === 0 ? 'secret-missing' : 'source-invalid',
        severity: 'blocking',
        sourceId: source.id,
        message: `The phone system "${source.id}" cannot be used: ${result.issues.map(({ path, message }) => `${path}: ${message}`).join('; ')}.`,
        fix: 'Complete it in Settings.',
      });
  }
  return prepared;
}
