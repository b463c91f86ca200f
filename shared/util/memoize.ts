/** Memoizes functions of texts, such as the formatting of numbers. */

/** Memoizes `compute`. @param max number of results kept; the oldest is dropped first. */
export function memoize<A extends readonly string[], R>(
  max: number,
  compute: (...args: A) => R,
): (...args: A) => R {
  const known = new Map<string, R>();
  return (...args) => {
    const key = args.join('\n');
    const found = known.get(key);
    if (found !== undefined) return found;
    const result = compute(...args);
    const [oldest] = known.keys();
    if (known.size >= max && oldest !== undefined) known.delete(oldest);
    known.set(key, result);
    return result;
  };
}
