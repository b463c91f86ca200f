import type { RunningApp } from './app.ts';

/** How the one window is, as Electron knows it. */
export const windowState = (app: RunningApp): Promise<{ visible: boolean; minimised: boolean }> =>
  app.electron.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    return { visible: window?.isVisible() ?? false, minimised: window?.isMinimized() ?? false };
  });

/** What a click on the close button does. */
export const closeWindow = (app: RunningApp): Promise<void> =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
