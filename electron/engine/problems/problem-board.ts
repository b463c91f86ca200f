/** The list of the engine's current problems. Each change is emitted. */
import type { Problem, ProblemCode } from '#shared/contract/problem.ts';
import { iso } from '#shared/util/instant.ts';
import { isSameData } from '#shared/util/same-data.ts';
import type { Clock } from '../util/clock.ts';

export type NewProblem = Omit<Problem, 'since'>;

export function createProblemBoard(clock: Clock, onChange: (problems: Problem[]) => void) {
  const current = new Map<string, Problem>();
  const keyOf = (code: ProblemCode, sourceId?: string) => `${code} ${sourceId ?? ''}`;
  const tell = () => onChange([...current.values()]);
  return {
    /** Raises a problem. A known one keeps its `since`. */
    raise(problem: NewProblem): void {
      const key = keyOf(problem.code, problem.sourceId);
      const known = current.get(key);
      if (known && isSameData({ ...problem, since: known.since }, known)) return;
      current.set(key, { ...problem, since: known?.since ?? iso(clock.now()) });
      tell();
    },
    clear(...codes: readonly ProblemCode[]): void {
      const gone = [...current].filter(([, problem]) => codes.includes(problem.code));
      for (const [key] of gone) current.delete(key);
      if (gone.length > 0) tell();
    },
    /** Clears one source's problem with a code. */
    clearOf(code: ProblemCode, sourceId: string): void {
      if (current.delete(keyOf(code, sourceId))) tell();
    },
    list: (): Problem[] => [...current.values()],
  };
}
export type ProblemBoard = ReturnType<typeof createProblemBoard>;
