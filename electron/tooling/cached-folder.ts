/** A cache whose folders are either complete or absent. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** rename(2) over a folder that is not empty: someone else was faster. Windows answers EPERM. */
const takenCodes = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM']);

const partialPrefix = '.partial-';
/** No download or build takes this long: whoever began it was killed. Milliseconds. */
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
 * Returns `folder`, made by `fill` where it does not exist yet. `fill` works in a folder of its own beside it, which is
 * renamed into place once it is complete, so an interruption leaves nothing that looks finished, and of two runs at the
 * same time one wins and both use its result.
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
