import { fileURLToPath } from 'node:url';
import { type UtilityProcess, utilityProcess } from 'electron';
import { engineEnvironment } from './environment.ts';

/** Where the build puts the engine, seen from the built main process. */
const modulePath = fileURLToPath(new URL('../engine/utility-process.js', import.meta.url));

/** Starts the engine in a process of its own, with no more of the environment than it needs. */
export const forkEngine = (): UtilityProcess =>
  utilityProcess.fork(modulePath, [], {
    serviceName: 'Ringback engine',
    env: engineEnvironment(process.env),
    stdio: 'pipe',
  });
