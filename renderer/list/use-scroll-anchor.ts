import type { Virtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef } from 'react';

interface Anchor {
  key: string;
  /** Pixels between the top of the row and the top of the view. */
  offset: number;
}

/**
 * Keeps visible rows in place when rows above them are added or removed. At the very top it does nothing, so that a new
 * call shows at once.
 */
export function useScrollAnchor(
  virtualizer: Virtualizer<HTMLDivElement, HTMLLIElement>,
  keys: readonly string[],
): void {
  const anchor = useRef<Anchor | null>(null);
  const knownKeys = useRef(keys);

  useLayoutEffect(() => {
    if (knownKeys.current !== keys && anchor.current) {
      const index = keys.indexOf(anchor.current.key);
      const start = index < 0 ? undefined : virtualizer.getOffsetForIndex(index, 'start')?.[0];
      if (start !== undefined) virtualizer.scrollToOffset(start + anchor.current.offset);
    }
    knownKeys.current = keys;
  }, [keys, virtualizer]);

  useLayoutEffect(() => {
    const scroll = virtualizer.scrollOffset ?? 0;
    const first = virtualizer.getVirtualItemForOffset(scroll);
    const key = first && keys[first.index];
    anchor.current = scroll > 0 && first && key !== undefined ? { key, offset: scroll - first.start } : null;
  });
}
