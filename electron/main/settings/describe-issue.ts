import type { z } from 'zod';

/** "sources[0].publicUrl", as a person would look it up in the file. */
export const describePath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key),
    '',
  );

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** Which key is wrong and what was expected, without the value that was found. */
export function describeIssue(issue: z.core.$ZodIssue, known: readonly string[]): string {
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => `"${describePath([...issue.path, key])}"`).join(', ');
    const expected = issue.path.length === 0 ? `; expected one of ${known.join(', ')}` : '';
    return `${names} is not a setting${expected}`;
  }
  const message = lowerFirst(issue.message.replace(/^Invalid input: /, ''));
  return `"${describePath(issue.path)}": ${message}`;
}
