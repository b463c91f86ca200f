/** A cache whose folders are always complete or absent. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Error codes of rename(2) onto a folder that exists: another process was faster. Windows reports EPERM. */
const takenCodes = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM']);

const partialPrefix = '.partial-';
/** Age of an abandoned folder in milliseconds. No download or build takes this long, so its process was killed. */
const abandonedAfter = 24 * 3600 * 1000;

async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(partialPrefix)) continue;
    const path = join(parent, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > abandonedAfter) await rm(path, { recursive: true, force: true });
  }
}

/**
 * Returns `folder`, created by `fill` if it does not exist. `fill` works in a temporary folder beside it, which is renamed
 * when complete. So an interruption leaves no incomplete result, and concurrent runs share the first result.
 */
export async function cachedFolder(
  folder: string,
  fill: (partial: string) => Promise<void>,
): Promise<string> {
  if (existsSync(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  await removeAbandoned(dirname(folder));
  const partial = await mkdtemp(join(dirname(folder), `${partialPrefix}${basename(folder)}-`));
  try {
    await fill(partial);
    await rename(partial, folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (!(code && takenCodes.has(code) && existsSync(folder))) throw error;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return folder;
}
