/** A row of a list: an item, or a heading between items. */
export type Row<T> =
  | { kind: 'heading'; key: string; label: string }
  | { kind: 'item'; key: string; item: T; position: number };

/**
 * Converts items to rows, with a heading before each group.
 * @param headingOf the group's name; null for an item that stays in the group before it.
 */
export function toRows<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  headingOf: (item: T) => string | null,
): Row<T>[] {
  const rows: Row<T>[] = [];
  let heading: string | null = null;
  items.forEach((item, index) => {
    const label = headingOf(item);
    if (label !== null && label !== heading) rows.push({ kind: 'heading', key: `heading ${label}`, label });
    heading = label ?? heading;
    rows.push({ kind: 'item', key: keyOf(item), item, position: index + 1 });
  });
  return rows;
}
