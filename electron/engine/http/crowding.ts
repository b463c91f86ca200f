/** Tells the rep that somebody holds connections open, for as long as it goes on. */
import { minuteMs } from '#shared/util/instant.ts';
import type { ProblemBoard } from '../problems/problem-board.ts';

/** Returns the function to call whenever connections had to give way. */
export function reportCrowding(problems: Pick<ProblemBoard, 'raise' | 'clear'>): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    problems.raise({
      code: 'connections-crowded',
      severity: 'warning',
      message: 'Somebody holds many connections open without sending a call. Calls still come through.',
      fix: 'If it goes on, let the tunnel give you another address.',
    });
    clearTimeout(timer);
    timer = setTimeout(() => problems.clear('connections-crowded'), minuteMs).unref();
  };
}
