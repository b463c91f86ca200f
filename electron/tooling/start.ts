/** `npm start`: builds the app and starts it. Arguments after `--` reach the app. */
import { ended, exitStatus, startApp } from './app-process.ts';
import { build } from './build.ts';
import { say } from './console/say.ts';
import { runScript } from './main.ts';
import { prepare } from './prepare.ts';
import { onStopSignals } from './stop-signals.ts';

runScript(async (args) => {
  const { electron, screen } = await prepare();
  let app: ReturnType<typeof startApp> | undefined;
  const giveUp = (): void =>
    void Promise.resolve(screen?.stop()).finally(() => process.exit(exitStatus(null, 'SIGINT')));
  onStopSignals({
    stop: () => (app ? app.kill('SIGTERM') : giveUp()),
    force: () => app?.kill('SIGKILL'),
  });
  try {
    await build();
    say(`Starting on Electron ${electron.version}`);
    app = startApp(electron, args, { ...screen?.env, ...(screen ? { RINGBACK_VIRTUAL_DISPLAY: '1' } : {}) });
    return await ended(app);
  } finally {
    await screen?.stop();
  }
});
