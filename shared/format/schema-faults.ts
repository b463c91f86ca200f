/**
 * What a schema has against a value, with a code for code to decide by and what a sentence is made of.
 *
 * The messages of our schemas are noun phrases that name what is expected (`z.int('a whole number')`), so that each room makes
 * its own sentence of them: a file's reader is told "expected a whole number", a form says "Enter a whole number".
 */
import type { z } from 'zod';

/** A mistake at a place. `unknown-key`: the last key of the path is not known there. */
export type SchemaFault = { path: readonly PropertyKey[] } & (
  | { code: 'unknown-key'; key: string }
  | {
      code: 'unexpected';
      /** A noun phrase. */
      expected: string;
      /** Characters that the text may have at most; null where its length is not the fault. */
      maxLength: number | null;
    }
  | {
      /** A rule of ours was broken. */
      code: 'refused';
      /** A sentence of its own. */
      message: string;
    }
);

/** For `refine`: the value is not what the noun phrase names. */
export const expecting = (expected: string) => ({ error: expected, params: { isExpected: true } });

const nouns: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  nan: 'a number',
};

const quoted = (values: readonly unknown[]): string =>
  values.map((value) => JSON.stringify(value)).join(', ');

/** Names what zod's own checks expect, where a schema has no words for it. */
function expectation(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return nouns[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.length === 1 ? quoted(issue.values) : `one of ${quoted(issue.values)}`;
    case 'too_small':
      return `at least ${amount(issue.minimum, issue.origin)}`;
    case 'too_big':
      return `at most ${amount(issue.maximum, issue.origin)}`;
    case 'invalid_format':
      return issue.format === 'url' ? 'a complete address' : `text of the form ${issue.format}`;
    default:
      return 'another value';
  }
}

const units: Readonly<Record<string, readonly [one: string, more: string]>> = {
  string: [' character', ' characters'],
  array: [' entry', ' entries'],
};

const amount = (limit: number | bigint, origin: string): string =>
  `${limit}${units[origin]?.[Number(limit) === 1 ? 0 : 1] ?? ''}`;

type Checked<T> = { ok: true; value: T } | { ok: false; faults: [SchemaFault, ...SchemaFault[]] };

/** Checks a value against a schema whose messages are noun phrases. */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown): Checked<z.output<Schema>> {
  const parsed = schema.safeParse(value, { error: expectation });
  if (parsed.success) return { ok: true, value: parsed.data };
  const [first, ...rest] = parsed.error.issues.flatMap(faultsOf);
  if (!first) throw parsed.error;
  return { ok: false, faults: [first, ...rest] };
}

function faultsOf(issue: z.core.$ZodIssue): SchemaFault[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ code: 'unknown-key', path: [...path, key], key }));
  if (issue.code === 'custom' && issue.params?.isExpected !== true)
    return [{ code: 'refused', path, message: issue.message }];
  const isLength = issue.code === 'too_big' && issue.origin === 'string';
  return [
    {
      code: 'unexpected',
      path,
      expected: issue.message,
      maxLength: isLength ? Number(issue.maximum) : null,
    },
  ];
}
