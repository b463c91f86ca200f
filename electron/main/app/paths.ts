import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app } from 'electron';

export interface AppPaths {
  /** The engine's folder, with the database. */
  data: string;
  logs: string;
  settings: string;
  secrets: string;
  windowBounds: string;
  /** The built renderer. */
  renderer: string;
}

/** The app's paths. All are inside userData, which --user-data-dir moves. */
export function appPaths(userData = app.getPath('userData')): AppPaths {
  mkdirSync(userData, { recursive: true });
  return {
    data: join(userData, 'data'),
    logs: join(userData, 'logs'),
    settings: join(userData, 'settings.json'),
    secrets: join(userData, 'secrets.json'),
    windowBounds: join(userData, 'window.json'),
    renderer: fileURLToPath(new URL('../renderer', import.meta.url)),
  };
}
