/** The sources that the engine runs on. They can be replaced while it runs: whoever needs one looks it up each time. */
import { type LiveSource, usesSocket } from '#shared/config/sources.ts';
import { isSameData } from '#shared/util/same-data.ts';
import type { NewProblem, ProblemBoard } from '../problems/problem-board.ts';
import { isOnlyWithoutSecret } from './needs-secret.ts';
import { type Prepared, type PreparedSource, prepareSource } from './prepare.ts';

interface Entry {
  source: LiveSource;
  result: Prepared<PreparedSource>;
}

/** The problems of sources that this file raises and clears. */
const codes = ['secret-missing', 'source-invalid'] as const;

/** Over its socket nothing comes as a request: the connection is the proof, and there is nothing to complete. */
const isComplete = ({ source, result }: Entry): boolean =>
  result.ok || isOnlyWithoutSecret(source, result.issues);

function problemOf({ source, result }: Entry, isAnyUsable: boolean): NewProblem | null {
  if (result.ok || isOnlyWithoutSecret(source, result.issues)) return null;
  return {
    code: source.secrets.length === 0 ? 'secret-missing' : 'source-invalid',
    // The others go on: only without any is nothing being received.
    severity: isAnyUsable ? 'warning' : 'blocking',
    sourceId: source.id,
    message: `The phone system "${source.id}" cannot be used: ${result.issues.map(({ path, message }) => `${path}: ${message}`).join('; ')}.`,
    fix: 'Complete it in Settings.',
  };
}

export function createSourceRegistry(problems: Pick<ProblemBoard, 'raise' | 'clearOf'>) {
  let entries: ReadonlyMap<string, Entry> = new Map();
  let prepared: ReadonlyMap<string, PreparedSource> = new Map();

  const report = (before: Iterable<string>): void => {
    const all = [...entries.values()];
    const isAnyUsable = all.some(isComplete);
    const current = all.flatMap((entry) => problemOf(entry, isAnyUsable) ?? []);
    for (const sourceId of new Set([...before, ...entries.keys()]))
      for (const code of codes)
        if (!current.some((problem) => problem.sourceId === sourceId && problem.code === code))
          problems.clearOf(code, sourceId);
    current.forEach(problems.raise);
  };

  return {
    /** Returns a source that can be used; undefined for others. */
    get: (id: string): PreparedSource | undefined => prepared.get(id),
    /** IDs of the sources that can be used. */
    ids: (): string[] => [...prepared.keys()],
    has: (id: string): boolean => prepared.has(id),
    /** Returns true for a source whose webhooks are expected, and which cannot be used now, e.g. while the keychain is locked. */
    isUnusable: (id: string): boolean => {
      const entry = entries.get(id);
      return entry !== undefined && !prepared.has(id) && !usesSocket(entry.source);
    },
    /** Number of sources that can be used. */
    size: (): number => prepared.size,
    /** Returns a source as it is configured. */
    configured: (id: string): LiveSource | undefined => entries.get(id)?.source,
    /**
     * Prepares the sources, those that are the same as before excepted. A source that cannot be used is reported and left out.
     * @returns the IDs of those that were changed or removed.
     */
    replace(sources: readonly LiveSource[]): string[] {
      const before = entries;
      entries = new Map(
        sources.map((source) => {
          const known = before.get(source.id);
          const isSame = known !== undefined && isSameData(known.source, source);
          return [source.id, isSame ? known : { source, result: prepareSource(source) }];
        }),
      );
      prepared = new Map([...entries].flatMap(([id, { result }]) => (result.ok ? [[id, result.value]] : [])));
      report(before.keys());
      return [...before].flatMap(([id, entry]) => (entries.get(id) === entry ? [] : [id]));
    },
  };
}
export type SourceRegistry = ReturnType<typeof createSourceRegistry>;
