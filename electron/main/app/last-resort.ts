import { app } from 'electron';
import type { Log } from '../log/log.ts';

const print = (error: unknown): void => {
  process.stderr.write(
    `Ringback: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
};

/**
 * Takes errors that nobody caught: Electron's own answer is a modal dialog, in which the whole app stands still. What
 * must not be lost is in the engine's process, so the shell logs the error and goes on.
 */
export function handleUncaughtErrors(log: Log): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => {
      print(error);
      log('error', 'not caught', { event, error });
    });
}

/** The app could not start at all: says why and ends with status 1. */
export function failToStart(error: unknown): void {
  print(error);
  app.exit(1);
}
