import { app } from 'electron';
import type { Log } from '../log/log.ts';

const print = (error: unknown): void => {
  process.stderr.write(
    `Ringback: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
};

/**
 * Logs uncaught errors and continues. Electron's default is a modal dialog, which blocks the whole app. All that must not
 * be lost is in the engine's process.
 */
export function handleUncaughtErrors(log: Log): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => {
      print(error);
      log('error', 'not caught', { event, error });
    });
}

/** Reports why the app cannot start, and exits with status 1. */
export function failToStart(error: unknown): void {
  print(error);
  app.exit(1);
}
