import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import type { Row } from './rows.ts';
import { useScrollAnchor } from './use-scroll-anchor.ts';
import classes from './VirtualList.module.css';

/** Height of a row before it is measured, in pixels. */
const itemHeight = 56;
const headingHeight = 36;
/** WAI-ARIA's aria-setsize for a list of unknown length. */
const unknownSize = -1;
/** The next page is loaded when this number of rows is left below. */
const loadAhead = 20;

export interface VirtualListHandle {
  /** Scrolls to a row and focuses its button. */
  focusRow: (key: string) => void;
}

export interface RowState {
  isActive: boolean;
  /** Tab index of the row's controls. Tab reaches only those of the active row. */
  tabIndex: 0 | -1;
}

interface VirtualListProps<T> {
  ref?: Ref<VirtualListHandle>;
  label: string;
  rows: readonly Row<T>[];
  /** Number of items in the whole list, loaded or not; null when unknown. */
  total: number | null;
  activeKey: string | null;
  /** Renders a row. It must contain one element with data-row-button, which gets the focus. */
  renderItem: (item: T, state: RowState) => ReactNode;
  onEndReached: () => void;
}

/** A virtual list: only visible rows are in the page. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { ref, label, rows, total, activeKey, renderItem, onEndReached } = props;
  const viewport = useRef<HTMLDivElement>(null);
  const pendingFocus = useRef<string | null>(null);
  const keys = useMemo(() => rows.map(({ key }) => key), [rows]);
  const activeIndex = activeKey === null ? -1 : keys.indexOf(activeKey);

  const virtualizer = useVirtualizer<HTMLDivElement, HTMLLIElement>({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: (index) => (rows[index]?.kind === 'heading' ? headingHeight : itemHeight),
    getItemKey: (index) => keys[index] ?? index,
    overscan: 8,
    useFlushSync: false,
    // The active row stays in the page when it is not visible, so that the focus is never lost.
    rangeExtractor: (range) => {
      const inView = defaultRangeExtractor(range);
      return activeIndex < 0 || inView.includes(activeIndex)
        ? inView
        : [...inView, activeIndex].sort((a, b) => a - b);
    },
  });
  useScrollAnchor(virtualizer, keys);

  const focusPending = () => {
    const key = pendingFocus.current;
    if (key === null) return;
    const row = viewport.current?.querySelector(`[data-row-key="${CSS.escape(key)}"] [data-row-button]`);
    if (!(row instanceof HTMLElement)) return;
    pendingFocus.current = null;
    row.focus({ preventScroll: true });
  };
  useEffect(focusPending);
  useImperativeHandle(ref, () => ({
    focusRow: (key) => {
      pendingFocus.current = key;
      const index = keys.indexOf(key);
      if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
      focusPending();
    },
  }));

  const visible = virtualizer.getVirtualItems();
  const lastVisible = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastVisible >= rows.length - loadAhead) onEndReached();
  }, [lastVisible, rows.length, onEndReached]);

  return (
    <div ref={viewport} className={classes.viewport} data-virtual-viewport>
      <ul className={classes.list} aria-label={label} style={{ height: virtualizer.getTotalSize() }}>
        {visible.map(({ index, key, start }) => {
          const row = rows[index];
          if (!row) return null;
          const place = {
            ref: virtualizer.measureElement,
            'data-index': index,
            className: classes.row,
            style: { transform: `translateY(${start}px)` },
          };
          if (row.kind === 'heading')
            return (
              <li key={key} {...place}>
                <h2 className={classes.heading}>{row.label}</h2>
              </li>
            );
          const isActive = index === activeIndex;
          return (
            <li
              key={key}
              {...place}
              data-row-key={row.key}
              aria-setsize={total === null ? unknownSize : Math.max(total, row.position)}
              aria-posinset={row.position}
            >
              {renderItem(row.item, { isActive, tabIndex: isActive ? 0 : -1 })}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
