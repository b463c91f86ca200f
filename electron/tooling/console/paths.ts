/** The paths of the project and of the launcher's cache. */
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * The cache folder outside the repository. By the XDG base directory rule, only an absolute XDG_CACHE_HOME counts. The folder
 * may be deleted at any time.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env, home: string = homedir()): string {
  const xdg = env.XDG_CACHE_HOME;
  return join(xdg && isAbsolute(xdg) ? xdg : join(home, '.cache'), 'ringback');
}
