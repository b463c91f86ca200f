/** The official binary, which the `electron` package downloads from its release host. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { run } from './console/command.ts';
import { LaunchError } from './console/errors.ts';

const electronPackage = dirname(createRequire(import.meta.url).resolve('electron/package.json'));

/** The executable inside a folder of Electron, by platform (electron/install.js). */
export const executableIn = (dist: string): string =>
  join(
    dist,
    { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string] ??
      'electron',
  );

/** The installer's error message, without the name of its class. */
export const reasonIn = (stderr: string): string => {
  const [line = ''] = stderr.trim().split('\n');
  return line.replace(/^([A-Za-z]*Error: )+/, '') || 'no reason given';
};

/** The folder of the official Electron, downloaded if necessary. @throws LaunchError */
export async function officialElectron(): Promise<string> {
  const dist = join(electronPackage, 'dist');
  // Exits at once when the right version is installed.
  const { code, stderr } = await run(process.execPath, [join(electronPackage, 'install.js')]);
  if (code !== 0 || !existsSync(executableIn(dist)))
    throw new LaunchError(
      `The official Electron could not be downloaded here (${reasonIn(stderr)}). Check the network, or name an Electron in ELECTRON_OVERRIDE_DIST_PATH.`,
    );
  return dist;
}

/**
 * The version of the Electron in a folder, without a leading v: from its `version` file, or else from the program.
 * @throws LaunchError when neither has it.
 */
export async function electronVersion(dist: string): Promise<string> {
  const fromFile = await readFile(join(dist, 'version'), 'utf8').catch(() => '');
  if (fromFile.trim()) return fromFile.trim().replace(/^v/, '');
  const { stdout } = await run(executableIn(dist), ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  const said = stdout.trim();
  if (!/^\d+\.\d+\.\d+/.test(said))
    throw new LaunchError(
      `${dist} does not say which Electron it is. Put the version in a file "version" there.`,
    );
  return said;
}
