/** Turns a schema's complaints into lines that name the key and what was expected of it. */
import type { z } from 'zod';
import { pathWords } from '#shared/format/path-words.ts';

/** One thing that is wrong with a configuration: where, and what was expected. */
export interface ConfigIssue {
  /** As one would write it in code, e.g. `sources[0].secrets`; empty for the whole file. */
  path: string;
  message: string;
}

/** A configuration that cannot be used. `issues` has one entry a mistake; the message lists them all. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly issues: readonly ConfigIssue[];
  constructor(subject: string, issues: readonly ConfigIssue[]) {
    super(
      [
        `${subject} cannot be used:`,
        ...issues.map((i) => `  ${i.path ? `${i.path}: ` : ''}${i.message}`),
      ].join('\n'),
    );
    this.issues = issues;
  }
}

/** The issues of a failed parse; an unknown key is named together with the keys that are known there. */
export function explain(
  error: z.ZodError,
  knownKeys: (path: readonly PropertyKey[]) => readonly string[] = () => [],
): ConfigIssue[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys')
      return [{ path: pathWords(issue.path), message: lowerFirst(issue.message) }];
    return issue.keys.map((key) => {
      const known = knownKeys(issue.path);
      const close = known.find((candidate) => editDistance(candidate, key) <= 2);
      const hint = close
        ? `; did you mean "${close}"?`
        : known.length
          ? `; expected one of ${known.join(', ')}`
          : '';
      return { path: pathWords([...issue.path, key]), message: `is not a known key${hint}` };
    });
  });
}

const lowerFirst = (text: string): string =>
  text.replace(/^Invalid input: /, '').replace(/^[A-Z](?=[a-z])/, (c) => c.toLowerCase());

/** Levenshtein distance, for spotting a typo. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        (next[j - 1] ?? 0) + 1,
        (row[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
