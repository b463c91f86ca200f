/** Reading JSON bodies of genuine deliveries: IDs above 2^53 stay exact, and hostile keys stay plain data. */
import { createHash } from 'node:crypto';
import { MalformedDelivery } from '../provider.ts';

export type JsonObject = { readonly [key: string]: unknown };

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const longNumber = /[:[,]\s*-?\d{16,}/;

/**
 * The body as JSON. Integers that a double cannot hold exactly become strings of their digits.
 * @throws MalformedDelivery when it is not UTF-8 or not JSON.
 */
export function parseJson(body: Buffer): unknown {
  let text: string;
  try {
    text = strictUtf8.decode(body);
  } catch {
    throw new MalformedDelivery('The body is not valid UTF-8.');
  }
  try {
    return longNumber.test(text) ? JSON.parse(text, keepExactIntegers) : JSON.parse(text);
  } catch {
    throw new MalformedDelivery('The body is not valid JSON.');
  }
}

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

/** @throws MalformedDelivery when the body is no JSON object. */
export function parseJsonObject(body: Buffer): JsonObject {
  const value = parseJson(body);
  if (!isObject(value)) throw new MalformedDelivery('The body is JSON, but not an object.');
  return value;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An own property, never one that an object inherits. */
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

/** Text of a string or number; null for anything else and for the empty string. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Deeper JSON than any vendor sends is hashed by its bytes instead. */
const maxDepth = 64;

/** The same text for the same JSON, whatever the order of its keys and its white space; null when nested too deeply. */
export function canonicalJson(value: unknown, depth = 0): string | null {
  if (depth > maxDepth) return null;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (const item of value) {
      const part = canonicalJson(item, depth + 1);
      if (part === null) return null;
      parts.push(part);
    }
    return `[${parts.join(',')}]`;
  }
  for (const key of Object.keys(value).sort()) {
    const part = canonicalJson(own(value as JsonObject, key), depth + 1);
    if (part === null) return null;
    parts.push(`${JSON.stringify(key)}:${part}`);
  }
  return `{${parts.join(',')}}`;
}

/**
 * An event ID for what has none: the same content gives the same ID, also after a proxy re-serialised it.
 * @param content the body as JSON; null where it is none, so that its bytes count.
 */
export function derivedId(content: JsonObject | null, body: Buffer): string {
  const text = content && canonicalJson(content);
  return `sha256:${createHash('sha256')
    .update(text ?? body)
    .digest('hex')}`;
}
