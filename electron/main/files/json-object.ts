import type { JsonObject } from './format.ts';

/** True for a JSON object: no array, and not null. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Parses a JSON object, with or without a byte order mark. Returns the reason, as a part of a sentence, when the text is
 * none. The parser's own message is not used: it quotes the file.
 */
export function parseJsonObject(text: string): JsonObject | string {
  const content = text.replace(/^\uFEFF/, '');
  if (content.replaceAll('\0', '').trim() === '')
    return content.includes('\0') ? 'it holds only zero bytes' : 'it is empty';
  try {
    const value: unknown = JSON.parse(content);
    return isJsonObject(value) ? value : 'it is no JSON object';
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    return `it is not valid JSON${position === undefined ? '' : `, from character ${position} on`}`;
  }
}
