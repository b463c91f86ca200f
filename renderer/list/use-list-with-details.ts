import { useDisclosure } from '@mantine/hooks';
import { type Ref, useCallback, useMemo, useRef } from 'react';
import { useIsNarrow } from './ListWithDetails.tsx';
import { type Row, toRows } from './rows.ts';
import { useActiveRow } from './use-active-row.ts';
import type { VirtualListHandle } from './VirtualList.tsx';

/** The part of an infinite query that loads the next page. */
export interface Paging {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

interface ListOptions<T> {
  /** The loaded items in the list's order; memoised. */
  items: readonly T[];
  /** The group's name, memoised; null for an item that stays in the group before it. Without it there are no headings. */
  headingOf?: (item: T) => string | null;
  paging: Paging;
}

/** The state of a list whose active row has a page of details. */
export interface ListState<T> {
  items: readonly T[];
  /** The item that the keys act on and whose details are shown. */
  active: T | undefined;
  /** Props of {@link VirtualList}. */
  listProps: {
    ref: Ref<VirtualListHandle>;
    rows: readonly Row<T>[];
    activeKey: string | null;
    onEndReached: () => void;
  };
  /** Props of an item's row. */
  rowProps: (item: T) => { onActivate: () => void; onOpen: () => void };
  /** Props of {@link ListWithDetails}. */
  detailsProps: { isOpen: boolean; onClose: () => void };
  /** Activates an item, scrolls to it and focuses its row. */
  focus: (item: T) => void;
  /** Focuses the row `step` rows further; at an end of the list, the active one. */
  move: (step: number) => void;
  /** Activates the neighbour of an item that is about to be removed. */
  leave: (item: T) => void;
  /** Opens the details; in a narrow window they cover the list. */
  openDetails: () => void;
}

const noHeading = () => null;

/** Moves the focus to the details. */
function focusDetails(): void {
  const heading = document.querySelector('[data-details-heading]');
  if (heading instanceof HTMLElement) heading.focus();
}

/** The active row, paging, focus and details of a list. */
export function useListWithDetails<T extends { id: string }>(options: ListOptions<T>): ListState<T> {
  const { items, headingOf = noHeading, paging } = options;
  const isNarrow = useIsNarrow();
  const list = useRef<VirtualListHandle>(null);
  const [isOpen, details] = useDisclosure(false);
  const { activeKey, activate, move } = useActiveRow(items);
  const rows = useMemo(() => toRows(items, ({ id }) => id, headingOf), [items, headingOf]);

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = paging;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const focus = ({ id }: T) => {
    activate(id);
    list.current?.focusRow(id);
  };
  return {
    items,
    active: items.find(({ id }) => id === activeKey),
    listProps: { ref: list, rows, activeKey, onEndReached: loadMore },
    rowProps: ({ id }) => ({
      onActivate: () => activate(id),
      onOpen: () => {
        activate(id);
        if (isNarrow) details.open();
        else focusDetails();
      },
    }),
    detailsProps: { isOpen, onClose: details.close },
    focus,
    move: (step) => {
      const key = move(step) ?? activeKey;
      if (key !== null) list.current?.focusRow(key);
    },
    leave: (item) => {
      const index = items.indexOf(item);
      const next = items[index + 1] ?? items[index - 1];
      details.close();
      if (next) focus(next);
    },
    openDetails: details.open,
  };
}
