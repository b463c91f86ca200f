import { app } from 'electron';

/**
 * Runs `shutDown` once before the app quits, for every kind of quit: menu, tray, signal or log-off.
 * @param shutDown must limit its own time.
 * @returns a function that quits with an exit code.
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
