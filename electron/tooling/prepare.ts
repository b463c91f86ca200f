/** Everything that must be there before the app can be started. */

import { say } from './console/say.ts';
import { type ResolvedElectron, resolveElectron } from './electron.ts';
import { hasScreen, type Screen, startScreen } from './screen.ts';
import { ensure } from './system/requirements.ts';
import { sandboxAdvice } from './system/sandbox.ts';
import { screenTools } from './system/tools.ts';

export interface Prepared {
  electron: ResolvedElectron;
  /** null where the desktop's own is used. */
  screen: Screen | null;
}

/**
 * Resolves an Electron, sees to the libraries and tools that it needs, and starts a virtual screen where there is none.
 * @param screen `private`: a virtual screen and bus in any case (on Linux), so that tests keep off the desktop.
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
