import { copyFile, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Copies a faulty file beside itself before it is replaced. A copy with the same content is used again.
 * @returns the path of the copy, `<file>.bad-<UTC time>`.
 */
export async function keepBadCopy(file: string, now = new Date()): Promise<string> {
  const prefix = `${file}.bad-`;
  const content = await readFile(file);
  for (const name of await readdir(dirname(file))) {
    const earlier = join(dirname(file), name);
    if (name.startsWith(basename(prefix)) && content.equals(await readFile(earlier))) return earlier;
  }
  const copy = `${prefix}${now.toISOString().replace(/[:.]/g, '-')}`;
  await copyFile(file, copy);
  return copy;
}
