import { useEffect } from 'react';
import type { Call } from '#shared/contract/calls.ts';
import { useListKeys } from '../list/use-list-keys.ts';
import { type ListState, type Paging, useListWithDetails } from '../list/use-list-with-details.ts';
import { useCallCommands } from './use-call-commands.ts';

/** A list's query, page by page. */
interface CallerQuery extends Paging {
  isPending: boolean;
  isSuccess: boolean;
  data: { pages: readonly { total: number }[] } | undefined;
  refetch: () => Promise<unknown>;
}

interface CallerListOptions<T> {
  query: CallerQuery;
  /** What the query has loaded, in the list's order; memoised. */
  items: readonly T[];
  /** The call that commands act on. */
  callOf: (item: T) => Call;
  /** The group's name, memoised; null for an item that stays in the group before it. */
  headingOf?: (item: T) => string | null;
  /** ID of the call that is to be shown; undefined or empty where there is none. */
  wanted: Call['id'] | undefined;
  /** Called when the wanted call's row is focused (`found`) or known not to be loaded. */
  onWanted: (found: boolean) => void;
  /** Marks an item as done; the key for it rests where this is absent. */
  onDone?: ((item: T) => void) | undefined;
}

/** The state of a list of callers or calls. */
export interface CallerListState<T> extends ListState<T> {
  query: CallerQuery;
  /** Marks an item as done; its neighbour takes the focus. */
  finish: (item: T) => void;
}

/** A list of callers or calls with the caller's page beside: its active row, keys, paging, and the call it is asked to show. */
export function useCallerList<T extends { id: string }>(options: CallerListOptions<T>): CallerListState<T> {
  const { query, items, callOf, headingOf, wanted, onWanted, onDone } = options;
  const commands = useCallCommands();
  const list = useListWithDetails({ items, paging: query, ...(headingOf && { headingOf }) });
  const { active } = list;

  useEffect(() => {
    if (!wanted || !query.isSuccess) return;
    const target = items.find((item) => callOf(item).id === wanted);
    if (target) {
      list.focus(target);
      list.openDetails();
    }
    onWanted(target !== undefined);
  });

  const finish = (item: T) => {
    onDone?.(item);
    list.leave(item);
  };
  useListKeys({
    onMove: list.move,
    onCallBack: () => active && commands.callBack(callOf(active)),
    onOpenInCrm: () => active && commands.openInCrm(callOf(active)),
    onDone: onDone && active ? () => finish(active) : undefined,
  });
  return { ...list, query, finish };
}
