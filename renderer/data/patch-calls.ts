import type { InfiniteData } from '@tanstack/react-query';
import type { Call, CallPage } from '#shared/contract/calls.ts';

export type LoadedCalls = InfiniteData<CallPage, string | undefined>;

/** Inserts a new call by its time. Returns false when its place is after the loaded pages. */
function insert(pages: CallPage[], call: Call): boolean {
  for (const page of pages) {
    const at = page.calls.findIndex((other) => other.at <= call.at);
    if (at >= 0) {
      page.calls.splice(at, 0, call);
      return true;
    }
  }
  const last = pages.at(-1);
  if (!last || last.nextBefore !== null) return false;
  last.calls.push(call);
  return true;
}

/** Applies changed calls to loaded pages: replaces known ones in place and inserts new ones. Pages keep their cursors. */
export function patchCalls(loaded: LoadedCalls, changed: readonly Call[]): LoadedCalls {
  const pages = loaded.pages.map((page) => ({ ...page, calls: [...page.calls] }));
  let added = 0;
  for (const call of changed) {
    const page = pages.find(({ calls }) => calls.some(({ id }) => id === call.id));
    if (page) page.calls = page.calls.map((other) => (other.id === call.id ? call : other));
    else if (insert(pages, call)) added += 1;
  }
  for (const page of pages) page.total += added;
  return { ...loaded, pages };
}
