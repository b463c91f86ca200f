/** Values in vendors' JSON: times, durations, directions and numbers, each in a few spellings. */
import type { CallEvent } from '../../events/call-event.ts';
import { textOf } from '../../events/json.ts';
import { parseTimestamp } from '../../signatures/timestamp.ts';

/** Unix seconds, Unix milliseconds or ISO 8601 (UTC where it names no zone), in milliseconds since the Unix epoch; null for anything else. */
export function instant(value: unknown): number | null {
  const text = textOf(value);
  return text === null ? null : parseTimestamp(text);
}

/** The last moment that a Date can be (ECMAScript, section 21.4.1.1). */
const latestTime = 8.64e15;

/** Unix time in the vendor's unit, fractions included, in whole milliseconds since the Unix epoch. */
export function unixTime(value: unknown, millisecondsPerUnit: 1 | 1000): number | null {
  const number = numberOf(value);
  if (number === null || number <= 0) return null;
  const at = Math.round(number * millisecondsPerUnit);
  return at > latestTime ? null : at;
}

/** A duration in the vendor's unit, as whole seconds. */
export function wholeSeconds(value: unknown, unitsPerSecond: 1 | 1000 = 1): number | null {
  const number = numberOf(value);
  return number === null || number < 0 ? null : Math.round(number / unitsPerSecond);
}

/** An ISO 8601 duration without years and months, e.g. `PT20.056S`, as whole seconds. */
export function isoDurationSeconds(value: unknown): number | null {
  const text = textOf(value) ?? '';
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text)?.slice(1);
  if (!parts?.some((part) => part !== undefined)) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  return Math.round(((days * 24 + hours) * 60 + minutes) * 60 + seconds);
}

function numberOf(value: unknown): number | null {
  const text = textOf(value)?.trim();
  if (!text) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

export function directionOf(value: unknown): CallEvent['direction'] {
  const word = textOf(value)?.toLowerCase();
  if (word === 'inbound' || word === 'incoming' || word === 'in') return 'inbound';
  return word === 'outbound' || word === 'outgoing' || word === 'out' ? 'outbound' : null;
}

/** A number of a vendor that leaves out the plus sign of E.164; extensions and the rest stay as they are. */
export function withPlus(value: unknown): string | null {
  const text = textOf(value);
  return text !== null && /^[1-9]\d{6,14}$/.test(text) ? `+${text}` : text;
}

/** An event ID of the parts that tell an event from the others of its source. */
export const eventIdOf = (...parts: readonly (string | null)[]): string =>
  parts.map((part) => part ?? '').join(':');
