/** Faults of a configuration or settings file, in words for its reader. */
import { pathWords } from './path-words.ts';
import type { SchemaFault } from './schema-faults.ts';

/** A fault as the reader of a file is told it: the place, and what follows it in a sentence. */
export interface FileFault {
  code: SchemaFault['code'];
  /** As one would write it in code, e.g. `sources[0].secrets`; empty for the whole file. */
  path: string;
  message: string;
}

/**
 * Says a fault to the reader of a file.
 * @param knownKeys the keys that are known at a path.
 * @param keyNoun what a key of that file is, e.g. "a setting".
 */
export function fileFault(
  fault: SchemaFault,
  knownKeys: (path: readonly PropertyKey[]) => readonly string[],
  keyNoun = 'a known key',
): FileFault {
  const { code } = fault;
  const path = pathWords(fault.path);
  if (fault.code === 'unexpected') return { code, path, message: `expected ${fault.expected}` };
  if (fault.code === 'refused') return { code, path, message: lowerFirst(fault.message) };
  const known = knownKeys(fault.path.slice(0, -1));
  const close = known.find((candidate) => editDistance(candidate, fault.key) <= 2);
  const hint = close
    ? `; did you mean "${close}"?`
    : known.length > 0
      ? `; expected one of ${known.join(', ')}`
      : '';
  return { code, path, message: `is not ${keyNoun}${hint}` };
}

const lowerFirst = (text: string): string => text.replace(/^[A-Z](?=[a-z])/, (c) => c.toLowerCase());

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
