/** Finds the user's own cloudflared. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { TunnelError } from '../tunnel.ts';
import { notInstalledProblem } from './problems.ts';

/** Homebrew's folders, which are not in the PATH of programs started from the desktop. */
const usualFolders = ['/opt/homebrew/bin', '/usr/local/bin'];

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/**
 * Returns the path of the program.
 * @param program a path, or a name to look for; `cloudflared` when absent.
 * @throws TunnelError when it is not there
 */
export async function findProgram(
  program = 'cloudflared',
  path: string = process.env.PATH ?? '',
): Promise<string> {
  const isWindows = process.platform === 'win32';
  const folders = [...path.split(delimiter), ...(isWindows ? [] : usualFolders)].filter(isAbsolute);
  const names = isWindows && !/\.exe$/i.test(program) ? [`${program}.exe`] : [program];
  const candidates = isAbsolute(program)
    ? [program]
    : folders.flatMap((folder) => names.map((name) => join(folder, name)));
  for (const candidate of candidates) if (await isExecutable(candidate)) return candidate;
  throw new TunnelError(notInstalledProblem);
}
