import { app } from 'electron';
import type { appShellMethods } from '#shared/contract/app.ts';
import type { WindowHandlers } from '#shared/contract/ipc.ts';

/** Handlers of the app's own methods. @param dataFolder the engine's folder. */
export const appHandlers = (dataFolder: string): WindowHandlers<keyof typeof appShellMethods> => ({
  'app.getInfo': () => ({
    name: app.getName(),
    version: app.getVersion(),
    platform: process.platform,
    runtime: `Electron ${process.versions.electron}, Chromium ${process.versions.chrome}, Node ${process.versions.node}`,
    dataFolder,
  }),
});
