/** Unpacking of zip archives, with executable bits and symbolic links. */
import { createWriteStream } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import { LaunchError } from './console/errors.ts';

/** The file type bits of st_mode, and the value that means symbolic link (POSIX sys/stat.h). */
const typeMask = 0o170000;
const symbolicLink = 0o120000;

const staysInside = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
};

/**
 * Unpacks an archive into `folder`.
 * @param place returns an entry's path relative to `folder`, or null to skip it.
 * @throws LaunchError when an entry or the target of a link lies outside of `folder`.
 */
export async function unzip(
  archive: string,
  folder: string,
  place: (name: string) => string | null,
): Promise<void> {
  const zip = await openPromise(archive);
  for await (const entry of zip.eachEntry()) {
    const placed = place(entry.fileName);
    if (placed === null || entry.fileName.endsWith('/')) continue;
    const path = resolve(folder, placed);
    if (!staysInside(folder, path)) throw new LaunchError(`${archive} wants to write to ${placed}`);
    await mkdir(dirname(path), { recursive: true });
    const mode = entry.externalFileAttributes >>> 16;
    const content = await zip.openReadStreamPromise(entry);
    if ((mode & typeMask) === symbolicLink) {
      const target = await text(content);
      if (!staysInside(folder, resolve(dirname(path), target)))
        throw new LaunchError(`${archive} wants to link ${placed} to ${target}`);
      await symlink(target, path);
    } else {
      const permissions = mode & 0o777;
      await pipeline(content, createWriteStream(path, permissions ? { mode: permissions } : {}));
    }
  }
}
