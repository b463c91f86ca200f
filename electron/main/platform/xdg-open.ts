/**
 * Opening addresses on Linux. Electron's `shell.openExternal` resolves there although nothing opened, so xdg-open is asked
 * directly: its exit status tells (xdg-open(1): 0 success; 1 to 4 failure).
 */
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

/** Longest wait for xdg-open, in milliseconds. Some desktops keep it running as long as the program that it started. */
const exitMs = 5000;
const queryMs = 3000;

/** The environment of the session: Electron replaces the desktop's name for its own libraries. */
function sessionEnvironment(): NodeJS.ProcessEnv {
  const { ORIGINAL_XDG_CURRENT_DESKTOP: desktop, ...env } = process.env;
  return desktop === undefined ? env : { ...env, XDG_CURRENT_DESKTOP: desktop };
}

/**
 * Whether a program is registered for a scheme such as "tel"; true also where that cannot be found out. xdg-open alone does
 * not tell: on some desktops it gives what nobody takes to the browser.
 */
async function hasProgram(scheme: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(
      'xdg-mime',
      ['query', 'default', `x-scheme-handler/${scheme}`],
      { env: sessionEnvironment(), timeout: queryMs },
    );
    return stdout.trim() !== '';
  } catch {
    return true;
  }
}

/** Opens an address. @returns false when no program took it. */
export async function openWithXdg(url: URL): Promise<boolean> {
  if (url.protocol === 'tel:' && !(await hasProgram('tel'))) return false;
  return await new Promise((resolve) => {
    const child = spawn('xdg-open', [url.href], {
      env: sessionEnvironment(),
      stdio: 'ignore',
      detached: true,
    });
    const timer = setTimeout(() => resolve(true), exitMs);
    const end = (isOpened: boolean): void => {
      clearTimeout(timer);
      resolve(isOpened);
    };
    child.once('error', () => end(false));
    child.once('exit', (code) => end(code === 0));
    child.unref();
  });
}
