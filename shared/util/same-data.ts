/** The comparison of plain data, such as configurations, by content. */

type Fields = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const own = (fields: Fields, key: string): unknown => (Object.hasOwn(fields, key) ? fields[key] : undefined);

/**
 * Compares two JSON-like values (objects, lists, strings, numbers, booleans, null) by their content, whatever the order of
 * their keys. A key that is undefined counts as absent, as it is once the value was written to a file or sent on.
 */
export function isSameData(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  if (Array.isArray(one) && one.length !== other.length) return false;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) =>
    isSameData(own(one, key), own(other, key)),
  );
}
