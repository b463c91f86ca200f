/** A body as selectable lines. */

export interface BodyLine {
  /** Path of the value in a mapping. */
  path: string;
  /** The last part of the path. */
  name: string;
  depth: number;
  /** Text of the value; null for an object or array, whose lines follow. */
  text: string | null;
  /** True when a mapping can name the path. Keys with a dot or without a letter cannot be written. */
  isReachable: boolean;
}

/** Most lines shown. A larger body is a list of calls rather than an event. */
const maxLines = 500;
const maxDepth = 12;

const isReachableName = (name: string): boolean => name !== '' && !name.includes('.') && !name.includes(',');

/** Lists the lines of a body, depth first. @param body parsed JSON. */
export function bodyLines(body: unknown): BodyLine[] {
  const lines: BodyLine[] = [];
  const walk = (value: unknown, parent: string, depth: number, isParentReachable: boolean): void => {
    if (typeof value !== 'object' || value === null || depth > maxDepth) return;
    for (const [name, child] of Object.entries(value)) {
      if (lines.length >= maxLines) return;
      const path = parent === '' ? name : `${parent}.${name}`;
      const isReachable = isParentReachable && isReachableName(name);
      const isBranch = typeof child === 'object' && child !== null;
      lines.push({ path, name, depth, text: isBranch ? null : JSON.stringify(child), isReachable });
      walk(child, path, depth + 1, isReachable);
    }
  };
  walk(body, '', 0, true);
  return lines;
}
