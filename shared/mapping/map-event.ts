/** The conversion of any JSON to the generic event, by `options.mapping`. */

import { atPath, type JsonObject, own, textOf } from '../util/json.ts';
import type { EventMapping } from './event-mapping.ts';

type Paths = { readonly path: readonly string[] };
type Words = { readonly always: string } | (Paths & { readonly values: Readonly<Record<string, unknown>> });

/** Converts a body to the generic event. Fields without a mapping are omitted. */
export function mapEvent(body: JsonObject, mapping: EventMapping): JsonObject {
  const text = (field: Paths | undefined): string | undefined => {
    for (const path of field?.path ?? []) {
      const value = textAt(body, path);
      if (value !== null) return value;
    }
    return undefined;
  };
  const time = (field: (Paths & { unit?: 'seconds' | 'milliseconds' | undefined }) | undefined) => {
    const value = text(field);
    const factor = field?.unit === 'seconds' ? 1000 : field?.unit === 'milliseconds' ? 1 : null;
    if (value === undefined || factor === null) return value;
    const at = new Date(Number(value) * factor);
    return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
  };
  const phone = (field: (Paths & { prefix?: string | undefined }) | undefined) => {
    const value = text(field);
    return value !== undefined && field?.prefix && !value.startsWith(field.prefix)
      ? field.prefix + value
      : value;
  };
  const duration = text(mapping.durationSeconds);
  return {
    id: text(mapping.id) ?? own(body, 'id'),
    type: word(mapping.type, text) ?? null,
    timestamp: time(mapping.timestamp),
    data: {
      callId: text(mapping.callId),
      direction: mapping.direction && word(mapping.direction, text),
      from: phone(mapping.from),
      to: phone(mapping.to),
      callerName: text(mapping.callerName),
      startedAt: time(mapping.startedAt),
      answeredAt: time(mapping.answeredAt),
      endedAt: time(mapping.endedAt),
      durationSeconds:
        duration !== undefined && mapping.durationSeconds?.unit === 'milliseconds'
          ? Number(duration) / 1000
          : duration,
      status: text(mapping.status),
      recordingUrl: text(mapping.recordingUrl),
      transcript: text(mapping.transcript),
    },
  };
}

function textAt(body: JsonObject, path: string): string | null {
  const value = atPath(body, path);
  return typeof value === 'boolean' ? String(value) : textOf(value);
}

function word(field: Words, text: (field: Paths) => string | undefined): string | undefined {
  if ('always' in field) return field.always;
  const value = text(field)?.trim().toLowerCase();
  if (value === undefined) return undefined;
  return Object.entries(field.values).find(
    ([, words]) => Array.isArray(words) && words.some((one) => String(one).toLowerCase() === value),
  )?.[0];
}
