/** Results that are asked for again and again, as callers' numbers are. */

/** @param max results kept; the oldest goes first. */
export function remember<A extends readonly string[], R>(
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
