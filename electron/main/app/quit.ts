import { app } from 'electron';

/**
 * Runs `shutDown` once before the app goes, however it was asked to (menu, tray, signal, log-off), and goes then.
 * @param shutDown must bound its own time.
 * @returns a way to quit with an exit code.
 */
export function quitCleanly(shutDown: () => Promise<void>): (exitCode: number) => void {
  let phase: 'running' | 'stopping' | 'stopped' = 'running';
  let code = 0;
  app.on('before-quit', (event) => {
    if (phase === 'stopped') return;
    event.preventDefault();
    if (phase === 'stopping') return;
    phase = 'stopping';
    void shutDown().finally(() => {
      phase = 'stopped';
      app.exit(code);
    });
  });
  return (exitCode) => {
    code = exitCode;
    app.quit();
  };
}
