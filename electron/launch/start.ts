/** `npm start`: builds the app and starts it. Arguments after `--` reach the app. */
import { ended, exitStatus, forwardSignals, startApp } from './app-process.ts';
import { build } from './build.ts';
import { runScript } from './main.ts';
import { prepare } from './prepare.ts';
import { say } from './say.ts';

runScript(async (args) => {
  const { electron, screen } = await prepare();
  let app: ReturnType<typeof startApp> | undefined;
  const interrupted = exitStatus(null, 'SIGINT');
  const giveUp = (): void => void Promise.resolve(screen?.stop()).finally(() => process.exit(interrupted));
  const release = forwardSignals(() => app, giveUp);
  try {
    await build();
    say(`Starting on Electron ${electron.version}`);
    app = startApp(electron, args, { ...screen?.env, ...(screen ? { RINGBACK_VIRTUAL_DISPLAY: '1' } : {}) });
    return await ended(app);
  } finally {
    await screen?.stop();
    release();
  }
});
