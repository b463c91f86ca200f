/** The bounds of a window's request. They hold before it is parsed and in what is said of it: both take main's time. */
import { z } from 'zod';

/** UTF-16 code units of all texts and keys of a request. The largest, a list of IDs, has a fraction of it. */
const mostCharacters = 1_000_000;
/** Values in a request, nested ones included. */
const mostValues = 50_000;
const mostIssues = 5;
const longestName = 100;

/** True when a request is small enough to be parsed. It is read no further than the bound. */
export function isWithinBounds(request: unknown): boolean {
  let characters = 0;
  let values = 0;
  const waiting: unknown[] = [request];
  while (waiting.length > 0) {
    const value = waiting.pop();
    values += 1;
    if (typeof value === 'string') characters += value.length;
    else if (ArrayBuffer.isView(value)) characters += value.byteLength;
    else if (value instanceof ArrayBuffer || value instanceof Map || value instanceof Set) return false;
    else if (Array.isArray(value)) {
      if (value.length > mostValues) return false;
      waiting.push(...value);
    } else if (value !== null && typeof value === 'object')
      for (const [key, item] of Object.entries(value)) {
        characters += key.length;
        waiting.push(item);
      }
    if (characters > mostCharacters || values + waiting.length > mostValues) return false;
  }
  return true;
}

const cut = (text: string): string => (text.length > longestName ? `${text.slice(0, longestName)}…` : text);

/** Describes why a request is refused, for the log and the page: the first faults, with names cut when they are long. */
export function describeIssues({ issues }: z.ZodError): string {
  const first = issues.slice(0, mostIssues).map(({ path, message }) => ({
    code: 'custom' as const,
    message: cut(message),
    path: path.slice(0, mostIssues).map((part) => (typeof part === 'string' ? cut(part) : part)),
    input: undefined,
  }));
  return z.prettifyError(new z.ZodError(first));
}
