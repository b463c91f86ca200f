import { useState } from 'react';

interface Choice {
  key: string | null;
  index: number;
}

/**
 * The active row, which the keys act on. The first row becomes active with the first items, and stays it whatever is
 * added before it. When the active row is removed, the row at its place becomes active.
 */
export function useActiveRow(items: readonly { id: string }[]) {
  const [choice, setChoice] = useState<Choice>({ key: null, index: 0 });
  const found = items.findIndex(({ id }) => id === choice.key);
  const index = found >= 0 ? found : Math.min(choice.key === null ? 0 : choice.index, items.length - 1);
  const activeKey = items[index]?.id ?? null;
  // Adjusts the state while rendering, so that no other row is shown meanwhile: react.dev, "You Might Not Need an Effect".
  if (activeKey !== choice.key || (index >= 0 && index !== choice.index))
    setChoice({ key: activeKey, index: Math.max(index, 0) });

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
