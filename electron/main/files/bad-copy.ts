import { copyFile } from 'node:fs/promises';

/**
 * Copies a faulty file beside itself before it is replaced.
 * @returns the path of the copy, `<file>.bad-<UTC time>`.
 */
export async function keepBadCopy(file: string, now = new Date()): Promise<string> {
  const copy = `${file}.bad-${now.toISOString().replace(/[:.]/g, '-')}`;
  await copyFile(file, copy);
  return copy;
}
