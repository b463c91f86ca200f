/** Chromium's sandbox on Linux: user namespaces, or a helper that is setuid root. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const setuid = 0o4000;

const readFlag = async (path: string): Promise<string> =>
  (await readFile(path, 'utf8').catch(() => '')).trim();

/**
 * The commands that enable the sandbox for ordinary users; null when it works.
 * @see https://chromium.googlesource.com/chromium/src/+/main/docs/security/apparmor-userns-restrictions.md
 */
export async function sandboxAdvice(dist: string): Promise<string | null> {
  if (process.platform !== 'linux' || process.getuid?.() === 0) return null;
  const [restricted, allowed] = await Promise.all([
    readFlag('/proc/sys/kernel/apparmor_restrict_unprivileged_userns'),
    readFlag('/proc/sys/kernel/unprivileged_userns_clone'),
  ]);
  if (restricted !== '1' && allowed !== '0') return null;
  const helper = join(dist, 'chrome-sandbox');
  const found = await stat(helper).catch(() => null);
  if (found && found.uid === 0 && found.mode & setuid) return null;
  return `This system restricts user namespaces. If the app does not start:\n  sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`;
}
