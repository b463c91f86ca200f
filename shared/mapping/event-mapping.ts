/**
 * `options.mapping`: the mapping of a phone system's JSON to the generic event. A field is a path ("call.id",
 * "legs.0.number"), or an object with one or several paths (the first with a value counts) and the conversion of the value.
 */
import { z } from 'zod';

/** Types of the generic event that a mapping can give. */
export const mappedTypes = [
  'call.started',
  'call.ringing',
  'call.answered',
  'call.ended',
  'call.missed',
  'call.voicemail',
] as const;
export const mappedDirections = ['inbound', 'outbound'] as const;

const fieldPathSchema = z
  .string('a path such as "call.id"')
  .max(200, 'at most 200 characters')
  .regex(/^[^.]+(\.[^.]+)*$/, 'a path such as "call.id" or "legs.0.number"');

const pathsSchema = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(fieldPathSchema, 'a path or a list of paths').min(1, 'at least one path').max(10),
);

const fromPath = <T extends z.ZodRawShape>(rest: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? { path: value } : value),
    z.strictObject({ path: pathsSchema, ...rest }),
  );

/** Unchanged text. */
const textSchema = fromPath({});

/** A telephone number. `prefix: "+"` is for systems that omit the plus sign of E.164. */
const numberSchema = fromPath({ prefix: z.string().min(1).max(8).optional() });

/** A time: Unix time in the given unit, or by its length in seconds or milliseconds, or ISO 8601. */
const timeSchema = fromPath({ unit: z.enum(['seconds', 'milliseconds']).optional() });

/** A duration in seconds, or in milliseconds with that unit. */
const durationSchema = fromPath({ unit: z.enum(['seconds', 'milliseconds']).default('seconds') });

const wordsSchema = z
  .array(z.union([z.string(), z.number(), z.boolean()]).transform(String), 'a list of values')
  .min(1, 'at least one value')
  .max(50);

/** A word of ours for each list of the system's values, compared case-insensitively; or one fixed word. */
const wordSchema = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.union(
    [
      z.strictObject({ always: z.enum(words) }),
      z.strictObject({ path: pathsSchema, values: z.partialRecord(z.enum(words), wordsSchema) }),
    ],
    `{"path": ..., "values": {"${words[0]}": [...]}} or {"always": "${words[0]}"}`,
  );

export const eventMappingSchema = z.strictObject({
  /** The call's unique ID, the same in all of its events. */
  callId: textSchema,
  type: wordSchema(mappedTypes),
  /** The event's own ID; `eventIdPath` and the like where it is left out. */
  id: textSchema.optional(),
  timestamp: timeSchema.optional(),
  direction: wordSchema(mappedDirections).optional(),
  from: numberSchema.optional(),
  to: numberSchema.optional(),
  callerName: textSchema.optional(),
  startedAt: timeSchema.optional(),
  answeredAt: timeSchema.optional(),
  endedAt: timeSchema.optional(),
  durationSeconds: durationSchema.optional(),
  /** The system's word for the call's outcome, used when the type is call.ended. */
  status: textSchema.optional(),
  recordingUrl: textSchema.optional(),
  transcript: textSchema.optional(),
});
export type EventMapping = z.infer<typeof eventMappingSchema>;

/** The allowed keys at a path inside a mapping; empty when any key is allowed, or none. */
export function mappingKeys([field, key, ...rest]: readonly PropertyKey[]): readonly string[] {
  if (field === undefined) return Object.keys(eventMappingSchema.shape);
  if (key !== 'values' || rest.length > 0) return [];
  return field === 'type' ? mappedTypes : field === 'direction' ? mappedDirections : [];
}
