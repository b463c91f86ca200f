/** The preview of a mapping on a body. */
import { eventMappingSchema } from '#shared/mapping/event-mapping.ts';
import { mapEvent } from '#shared/mapping/map-event.ts';
import { atPath, isObject, type JsonObject, textOf } from '#shared/util/json.ts';
import { type MappingDraft, splitPaths, toMapping } from './mapping-draft.ts';
import { directionNames, typeNames } from './mapping-fields.ts';

export interface Preview {
  /** "Missed call"; null when the event is about no call. */
  title: string | null;
  /** Why it is about no call. */
  reason: string | null;
  /** Names and values, as they will be stored. */
  facts: readonly (readonly [string, string | null])[];
}

/** The text at the first path that has a value. */
export function foundAt(body: JsonObject | undefined, paths: string): string | null {
  for (const path of splitPaths(paths)) {
    const value = atPath(body, path);
    const text = typeof value === 'boolean' ? String(value) : textOf(value);
    if (text !== null) return text;
  }
  return null;
}

const nameOf = (names: Readonly<Record<string, string>>, word: unknown): string | null =>
  typeof word === 'string' ? (names[word] ?? word) : null;

/** Previews an incomplete draft too: invalid fields count as omitted. */
export function previewOf(draft: MappingDraft, body: JsonObject): Preview {
  const mapping = toMapping(draft);
  const shape = eventMappingSchema.shape;
  const usable = Object.fromEntries(
    Object.entries(mapping).filter(
      ([field, value]) => shape[field as keyof typeof shape].safeParse(value).success,
    ),
  );
  const complete = eventMappingSchema.safeParse({
    callId: 'callId-is-not-chosen',
    type: { always: 'call.ended' },
    ...usable,
  });
  const event = complete.success ? mapEvent(body, complete.data) : {};
  const data = isObject(event.data) ? event.data : {};
  const callId = usable.callId === undefined ? null : textOf(data.callId);
  const type = usable.type === undefined ? null : nameOf(typeNames, event.type);
  const reason =
    callId === null
      ? 'It has no call ID, so it makes no call.'
      : type === null
        ? 'It is stored and changes nothing: “What happened” is not mapped yet.'
        : null;
  return {
    title: reason === null ? type : null,
    reason,
    facts: [
      ['Call ID', callId],
      ['Direction', nameOf(directionNames, data.direction)],
      ['From', textOf(data.from)],
      ['To', textOf(data.to)],
      ["Caller's name", textOf(data.callerName)],
      ['Event', textOf(event.timestamp)],
      ['Started', textOf(data.startedAt)],
      ['Answered', textOf(data.answeredAt)],
      ['Ended', textOf(data.endedAt)],
      ['Duration', textOf(data.durationSeconds)],
      ['Ended how', textOf(data.status)],
      ['Recording', textOf(data.recordingUrl)],
      ['Transcript', textOf(data.transcript)],
    ],
  };
}
