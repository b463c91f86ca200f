import { app, dialog } from 'electron';
import type { Problem } from '#shared/contract/problem.ts';
import type { Log } from '../log/log.ts';

const print = (error: unknown): void => {
  process.stderr.write(
    `Ringback: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
};

/** False when nobody sees the screen, as in a demo on a server: a dialog would wait for ever. */
const isScreenSeen = (): boolean => process.env.RINGBACK_VIRTUAL_DISPLAY !== '1';

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

/** Reports in a dialog why the app cannot start, and exits with status 1. */
export function failToStart(error: unknown): void {
  print(error);
  const reason = error instanceof Error ? error.message : String(error);
  if (isScreenSeen())
    dialog.showErrorBox('Ringback could not start', `${reason}\n\nNo call is received until it runs.`);
  app.exit(1);
}

/** Shows in a dialog what could not be read or written at the start. The app goes on meanwhile. */
export function showStartProblem({ message, fix }: Problem, log: Log): void {
  if (!isScreenSeen()) return;
  dialog
    .showMessageBox({
      type: 'warning',
      title: 'Ringback',
      message: 'A file of Ringback could not be used',
      detail: `${message}\n\n${fix}`,
      buttons: ['OK'],
    })
    .catch((error: unknown) => log('error', 'dialog: not shown', { error }));
}
