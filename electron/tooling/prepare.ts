/** The preparation before the app can start. */

import { say } from './console/say.ts';
import { type ResolvedElectron, resolveElectron } from './electron.ts';
import { hasScreen, type Screen, startScreen } from './screen.ts';
import { ensure } from './system/requirements.ts';
import { sandboxAdvice } from './system/sandbox.ts';
import { screenTools } from './system/tools.ts';

export interface Prepared {
  electron: ResolvedElectron;
  /** Null when the desktop's screen is used. */
  screen: Screen | null;
}

/**
 * Resolves an Electron, ensures its libraries and tools, and starts a virtual screen if there is none.
 * @param screen `private`: always a virtual screen and bus (on Linux), so that tests do not use the desktop.
 * @throws LaunchError
 */
export async function prepare(screen: 'as-needed' | 'private' = 'as-needed'): Promise<Prepared> {
  const electron = await resolveElectron();
  const virtual = process.platform === 'linux' && (screen === 'private' || !hasScreen());
  await ensure({ executable: electron.executable, tools: virtual ? screenTools : [] });
  if (electron.noSandbox) say('Running as root: Chromium only starts with --no-sandbox, so that is added.');
  const advice = await sandboxAdvice(electron.dist);
  if (advice) say(advice);
  if (!virtual) return { electron, screen: null };
  if (screen === 'as-needed')
    say('No display: going on with a virtual screen (Xvfb) and a private D-Bus session.');
  return { electron, screen: await startScreen() };
}
