import { fileURLToPath } from 'node:url';
import { app, type UtilityProcess, utilityProcess } from 'electron';
import { engineEnvironment } from './environment.ts';

/** The built engine, relative to the built main process. */
const modulePath = fileURLToPath(new URL('../engine/utility-process.js', import.meta.url));

/** Starts the engine in its own process, with a reduced environment. */
export const forkEngine = (): UtilityProcess =>
  utilityProcess.fork(modulePath, [], {
    serviceName: 'Ringback engine',
    env: engineEnvironment(process.env, app.isPackaged),
    stdio: 'pipe',
  });
