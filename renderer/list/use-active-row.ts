import { useState } from 'react';

/**
 * The active row, which the keys act on. When it is removed, the row at its place becomes active. The default is the first
 * row.
 */
export function useActiveRow(items: readonly { id: string }[]) {
  const [choice, setChoice] = useState<{ key: string | null; index: number }>({ key: null, index: 0 });
  const found = items.findIndex(({ id }) => id === choice.key);
  const index = found >= 0 ? found : Math.min(choice.key === null ? 0 : choice.index, items.length - 1);
  const activeKey = items[index]?.id ?? null;

  const activate = (key: string) =>
    setChoice({
      key,
      index: Math.max(
        items.findIndex(({ id }) => id === key),
        0,
      ),
    });
  /** Activates the row `step` rows further and returns its key; null at the end of the list. */
  const move = (step: number): string | null => {
    const next = items[index + step]?.id ?? null;
    if (next !== null) activate(next);
    return next;
  };
  return { activeKey, activate, move };
}
