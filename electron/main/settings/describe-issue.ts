import type { z } from 'zod';
import { pathWords } from '#shared/format/path-words.ts';

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** Which key is wrong and what was expected, without the value that was found. */
export function describeIssue(issue: z.core.$ZodIssue, known: readonly string[]): string {
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => `"${pathWords([...issue.path, key])}"`).join(', ');
    const expected = issue.path.length === 0 ? `; expected one of ${known.join(', ')}` : '';
    return `${names} is not a setting${expected}`;
  }
  const message = lowerFirst(issue.message.replace(/^Invalid input: /, ''));
  return `"${pathWords(issue.path)}": ${message}`;
}
