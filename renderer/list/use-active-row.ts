import { useState } from 'react';

interface Keyed {
  key: string;
}

/**
 * Which row the keys act on. When that row leaves, the one that takes its place is next; without a choice it is the
 * first.
 */
export function useActiveRow(items: readonly Keyed[]) {
  const [choice, setChoice] = useState<{ key: string | null; index: number }>({ key: null, index: 0 });
  const found = items.findIndex(({ key }) => key === choice.key);
  const index = found >= 0 ? found : Math.min(choice.key === null ? 0 : choice.index, items.length - 1);
  const activeKey = items[index]?.key ?? null;

  const activate = (key: string) =>
    setChoice({
      key,
      index: Math.max(
        items.findIndex((item) => item.key === key),
        0,
      ),
    });
  /** The key `step` rows further, which becomes the active one; null at the end of the list. */
  const move = (step: number): string | null => {
    const next = items[index + step]?.key ?? null;
    if (next !== null) activate(next);
    return next;
  };
  return { activeKey, activate, move };
}
