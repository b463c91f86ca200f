import { copyFile, open, readdir, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { syncFolder } from './atomic-write.ts';

const keptCopies = 2;

/**
 * Copies a file beside itself before it is written in another version's format. Removes all but the newest two copies.
 * @param version the file's current version.
 * @returns the path of the copy, `<file>.before-<UTC time>-v<version>`.
 */
export async function keepVersionCopy(file: string, version: number, now = new Date()): Promise<string> {
  const prefix = `${file}.before-`;
  const copy = `${prefix}${now.toISOString().replace(/[:.]/g, '-')}-v${version}`;
  await copyFile(file, copy);
  const handle = await open(copy, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(dirname(file));
  const copies = (await readdir(dirname(file))).filter((name) => name.startsWith(basename(prefix))).sort();
  for (const old of copies.slice(0, -keptCopies)) await unlink(join(dirname(file), old));
  return copy;
}
