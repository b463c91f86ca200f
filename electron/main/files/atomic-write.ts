import { open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Syncs a folder, so that a rename in it survives a power failure. Windows cannot open folders and does not need it. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The system's functions; replaced in tests. */
export interface RenameSystem {
  platform: NodeJS.Platform;
  rename(from: string, to: string): Promise<void>;
  /** @param ms milliseconds */
  wait(ms: number): Promise<void>;
}

const thisSystem: RenameSystem = {
  platform: process.platform,
  rename,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** Codes of a rename onto a file that another program, such as a virus scanner, has open for a moment. */
const lockCodes = new Set(['EPERM', 'EACCES', 'EBUSY']);

/** Pauses before each further attempt, in milliseconds; about a second in total. */
const pauses = [10, 20, 40, 80, 150, 200, 250, 250];

const isLocked = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && lockCodes.has(String(error.code));

/** Renames a file. On Windows, where another program's open file refuses it, it is tried again for up to a second. */
async function renamePatiently(from: string, to: string, system: RenameSystem): Promise<void> {
  for (const pause of system.platform === 'win32' ? pauses : [])
    try {
      return await system.rename(from, to);
    } catch (error) {
      if (!isLocked(error)) throw error;
      await system.wait(pause);
    }
  await system.rename(from, to);
}

/**
 * Replaces a file so that a crash leaves either the old content or the new one: temporary file, fsync, rename. The file's
 * permission bits are 0o600.
 */
export async function writeFileAtomically(
  file: string,
  content: string,
  system: RenameSystem = thisSystem,
): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(content, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await renamePatiently(temporary, file, system);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(file));
}
