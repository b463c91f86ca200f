/**
 * Notices requests to an address that no phone system has, where the address looks like a mistake in typing, or where a phone
 * system is still waiting for its first event. Strangers ask for addresses at random as well, so that it is a warning, and ends
 * with the phone system's next genuine event.
 */
import type { ProblemBoard } from '../problems/problem-board.ts';
import type { FirstEvents } from './first-events.ts';
import type { SourceRegistry } from './registry.ts';

/** Longer ones were not typed by anybody, and are not shown. */
const longestPath = 80;
/** Characters that the text may contain to be shown to a person. */
const shownPath = /^[\w.~%/-]+$/;

/** What people leave out, add or write otherwise. */
const bare = (id: string): string => id.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Levenshtein's distance, for short texts. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [i, character] of [...one].entries()) {
    const next = [i + 1];
    for (let j = 0; j < other.length; j += 1) {
      const replaced = (row[j] ?? 0) + (character === other[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

const isLike = (asked: string, id: string): boolean => {
  const [one, other] = [bare(asked), bare(id)];
  return one === other || distance(one, other) <= Math.min(2, Math.floor(other.length / 3));
};

const problemCode = 'unknown-path';

export function createUnknownPathDetector(
  problems: Pick<ProblemBoard, 'raise' | 'clearOf'>,
  sources: Pick<SourceRegistry, 'ids'>,
  firstEvents: Pick<FirstEvents, 'isAwaited'>,
) {
  const raised = new Set<string>();
  return {
    /** @param path what follows `/hooks/`, without its query. */
    onUnknown(path: string): void {
      if (path.length > longestPath || !shownPath.test(path)) return;
      const ids = sources.ids();
      const awaited = ids.filter(firstEvents.isAwaited);
      const meant = ids.find((id) => isLike(path, id)) ?? (awaited.length === 1 ? awaited[0] : undefined);
      if (meant === undefined) return;
      raised.add(meant);
      problems.raise({
        code: problemCode,
        severity: 'warning',
        sourceId: meant,
        message: `A request came to /hooks/${path}. This phone system's address ends in /hooks/${meant}.`,
        fix: 'Correct the address in the phone system.',
      });
    },
    /** Call for a genuine event, and when the source was changed. */
    onGenuine(sourceId: string): void {
      if (raised.delete(sourceId)) problems.clearOf(problemCode, sourceId);
    },
  };
}
