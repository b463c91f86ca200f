/** Parsing of untrusted JSON. IDs above 2^53 stay exact, and hostile keys stay plain data. */

export type JsonObject = { readonly [key: string]: unknown };

const longNumber = /[:[,]\s*-?\d{16,}/;

/**
 * Parses JSON. Integers that a double cannot hold exactly become strings of their digits.
 * @throws SyntaxError when it is not JSON.
 */
export const parseExactJson = (text: string): unknown =>
  longNumber.test(text) ? JSON.parse(text, keepExactIntegers) : JSON.parse(text);

/** A reviver with source text access (ECMAScript proposal, in V8 since 11.4). */
function keepExactIntegers(
  this: unknown,
  _key: string,
  value: unknown,
  context?: { source?: string },
): unknown {
  const source = context?.source;
  return typeof value === 'number' && !Number.isSafeInteger(value) && source && /^-?\d+$/.test(source)
    ? source
    : value;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns an own property, never an inherited one. */
export const own = (object: JsonObject, key: string): unknown =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** Follows a path such as `data.call.id` or `items.0.id`; undefined where it leads nowhere. */
export function atPath(value: unknown, path: string): unknown {
  let current = value;
  for (const key of path.split('.')) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = own(current as JsonObject, key);
  }
  return current;
}

/** Returns a string or number as text; null for anything else and for the empty string. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}
