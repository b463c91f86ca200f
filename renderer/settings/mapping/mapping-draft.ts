/** The draft of a mapping while it is edited, and its conversion from and to the stored form. */
import { type EventMapping, eventMappingSchema } from '#shared/mapping/event-mapping.ts';
import { fieldErrors } from '../../ui/field-errors.ts';
import {
  type MappingField,
  type PlainField,
  plainFields,
  type WordField,
  wordFields,
} from './mapping-fields.ts';

export interface PlainDraft {
  /** Empty omits the field. Several paths are separated by commas. */
  path: string;
  /** Other stored values: prefix or unit. */
  rest: Readonly<Record<string, unknown>>;
}

export interface WordDraft {
  path: string;
  /** A fixed word of ours for every event; empty reads the path. */
  always: string;
  /** The word of ours for each value. Values are compared case-insensitively. */
  words: Readonly<Record<string, string>>;
}

export type MappingDraft = Record<PlainField, PlainDraft> & Record<WordField, WordDraft>;

export const splitPaths = (text: string): string[] =>
  text
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '');

const joinPaths = (paths: readonly string[]): string => paths.join(', ');

function plainDraft(stored: EventMapping[PlainField]): PlainDraft {
  if (!stored) return { path: '', rest: {} };
  const { path, ...rest } = stored;
  return { path: joinPaths(path), rest };
}

function wordDraft(stored: EventMapping[WordField]): WordDraft {
  if (!stored) return { path: '', always: '', words: {} };
  if ('always' in stored) return { path: '', always: stored.always, words: {} };
  const words = Object.entries(stored.values).flatMap(([word, values]) =>
    (values ?? []).map((value) => [value, word] as const),
  );
  return { path: joinPaths(stored.path), always: '', words: Object.fromEntries(words) };
}

/** The draft of a stored mapping; empty when there is none or it is invalid. */
export function draftOf(stored: unknown): MappingDraft {
  const mapping = eventMappingSchema.safeParse(stored).data;
  return {
    ...(Object.fromEntries(plainFields.map((field) => [field, plainDraft(mapping?.[field])])) as Record<
      PlainField,
      PlainDraft
    >),
    ...(Object.fromEntries(wordFields.map((field) => [field, wordDraft(mapping?.[field])])) as Record<
      WordField,
      WordDraft
    >),
  };
}

function wordsOf({ path, always, words }: WordDraft): object | undefined {
  if (always !== '') return { always };
  const paths = splitPaths(path);
  if (paths.length === 0) return undefined;
  const values: Record<string, string[]> = {};
  for (const [value, word] of Object.entries(words)) values[word] = [...(values[word] ?? []), value];
  return { path: paths, values };
}

/** Converts a draft to the stored form, not validated. */
export function toMapping(draft: MappingDraft): Record<string, unknown> {
  const mapping: Record<string, unknown> = {};
  for (const field of plainFields) {
    const { path, rest } = draft[field];
    const paths = splitPaths(path);
    if (paths.length > 0) mapping[field] = { path: paths, ...rest };
  }
  for (const field of wordFields) {
    const words = wordsOf(draft[field]);
    if (words) mapping[field] = words;
  }
  return mapping;
}

const missing: Partial<Record<MappingField, string>> = {
  callId: 'Choose the field that tells this call from others',
  type: 'Choose the field that says what happened',
};

/** The messages by field; empty when the mapping is valid. */
export function mappingErrors(draft: MappingDraft): Partial<Record<MappingField, string>> {
  const mapping = toMapping(draft);
  const errors: Partial<Record<MappingField, string>> = {};
  for (const [path, message] of Object.entries(fieldErrors(eventMappingSchema, mapping))) {
    const field = [...plainFields, ...wordFields].find((name) => name === path.split('.')[0]);
    if (field) errors[field] ??= (mapping[field] === undefined && missing[field]) || message;
  }
  if (!errors.type && draft.type.always === '' && Object.keys(draft.type.words).length === 0)
    errors.type = 'Say what at least one of its values means';
  return errors;
}
