import { useEffect } from 'react';
import type { Call } from '#shared/contract/calls.ts';
import type { DoneOutcome } from '#shared/contract/rep-act.ts';
import { useListKeys } from '../list/use-list-keys.ts';
import { type ListState, type Paging, useListWithDetails } from '../list/use-list-with-details.ts';
import { useCallCommands } from './use-call-commands.ts';

/** An infinite query of a list. */
interface CallerQuery extends Paging {
  isPending: boolean;
  isSuccess: boolean;
  /** True while what was loaded is loaded again. */
  isFetching: boolean;
  data: { pages: readonly { total: number }[] } | undefined;
  refetch: () => Promise<unknown>;
}

interface CallerListOptions<T> {
  query: CallerQuery;
  /** The loaded items in the list's order; memoised. */
  items: readonly T[];
  /** The call of an item that commands act on. */
  callOf: (item: T) => Call;
  /** The group's name, memoised; null for an item that stays in the group before it. */
  headingOf?: (item: T) => string | null;
  /** ID of the call to show; undefined or empty when there is none. */
  wanted: Call['id'] | undefined;
  /** Called when the wanted call's row is focused (`found`), or is known not to be loaded. */
  onWanted: (found: boolean) => void;
  /** Marks an item as done. Without it, the key does nothing. */
  onDone?: ((item: T, outcome?: DoneOutcome) => void) | undefined;
}

/** The state of a list of callers or calls. */
export interface CallerListState<T> extends ListState<T> {
  query: CallerQuery;
  /** Marks an item as done and focuses its neighbour. */
  finish: (item: T, outcome?: DoneOutcome) => void;
}

/** The state of a list of callers or calls: active row, keys, paging, focus and the wanted call. */
export function useCallerList<T extends { id: string }>(options: CallerListOptions<T>): CallerListState<T> {
  const { query, items, callOf, headingOf, wanted, onWanted, onDone } = options;
  const commands = useCallCommands();
  const list = useListWithDetails({ items, paging: query, ...(headingOf && { headingOf }) });
  const { active } = list;

  useEffect(() => {
    if (!wanted || !query.isSuccess) return;
    const target = items.find((item) => callOf(item).id === wanted);
    // What was loaded before the call came does not have it.
    if (!target && query.isFetching) return;
    if (target) {
      list.focus(target);
      list.openDetails();
    }
    onWanted(target !== undefined);
  });

  const finish = (item: T, outcome?: DoneOutcome) => {
    onDone?.(item, outcome);
    list.leave(item);
  };
  useListKeys({
    onMove: list.move,
    onCallBack: () => active && commands.callBack(callOf(active)),
    onOpenInCrm: () => active && commands.openInCrm(callOf(active)),
    onDone: onDone && active ? (outcome) => finish(active, outcome) : undefined,
  });
  return { ...list, query, finish };
}
