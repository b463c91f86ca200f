/** Prepares every configured source; one that cannot be used is reported and left out, the others go on. */
import type { LiveSource } from '#shared/config/sources.ts';
import type { ProblemBoard } from '../problems/problem-board.ts';
import { isOnlyWithoutSecret } from './needs-secret.ts';
import { type PreparedSource, prepareSource } from './prepare.ts';

export function prepareSources(
  sources: readonly LiveSource[],
  problems: ProblemBoard,
): ReadonlyMap<string, PreparedSource> {
  const results = sources.map((source) => ({ source, result: prepareSource(source) }));
  const isAnyUsable = results.some(
    ({ source, result }) => result.ok || isOnlyWithoutSecret(source, result.issues),
  );
  const prepared = new Map<string, PreparedSource>();
  for (const { source, result } of results) {
    if (result.ok) prepared.set(source.id, result.value);
    // Nothing comes as a request: the connection is the proof, and there is nothing to complete.
    else if (isOnlyWithoutSecret(source, result.issues)) continue;
    else
      problems.raise({
        code: source.secrets.length === 0 ? 'secret-missing' : 'source-invalid',
        // The others go on: only without any is nothing being received.
        severity: isAnyUsable ? 'warning' : 'blocking',
        sourceId: source.id,
        message: `The phone system "${source.id}" cannot be used: ${result.issues.map(({ path, message }) => `${path}: ${message}`).join('; ')}.`,
        fix: 'Complete it in Settings.',
      });
  }
  return prepared;
}
