/** The JSON bodies of genuine deliveries. IDs above 2^53 stay exact, and hostile keys stay plain data. */
import { createHash } from 'node:crypto';
import { isObject, type JsonObject, own, parseExactJson } from '#shared/util/json.ts';
import { MalformedDelivery } from './delivery.ts';

export { atPath, isObject, type JsonObject, own, textOf } from '#shared/util/json.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses a body as JSON. Integers that a double cannot hold exactly become strings of their digits.
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
    return parseExactJson(text);
  } catch {
    throw new MalformedDelivery('The body is not valid JSON.');
  }
}

/** Parses a body as a JSON object. @throws MalformedDelivery when it is none. */
export function parseJsonObject(body: Buffer): JsonObject {
  const value = parseJson(body);
  if (!isObject(value)) throw new MalformedDelivery('The body is JSON, but not an object.');
  return value;
}

/** Deepest JSON that is compared by content. Deeper JSON, which no vendor sends, is hashed by its bytes. */
const maxDepth = 64;

/** JSON in a canonical form, independent of key order and white space; null when nested too deeply. */
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
 * Derives an event ID for a body without one. The same content gives the same ID, even after a proxy re-serialised it.
 * @param content the body as JSON; null when it is not JSON and its bytes are hashed.
 */
export function derivedId(content: JsonObject | null, body: Buffer): string {
  const text = content && canonicalJson(content);
  return `sha256:${createHash('sha256')
    .update(text ?? body)
    .digest('hex')}`;
}
