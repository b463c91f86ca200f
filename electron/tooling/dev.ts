/**
 * `npm run dev`: the app with every part reloaded as it changes. The renderer by hot module replacement, the window for
 * the preload script, the whole app for main and engine. Arguments after `--` reach the app.
 */
import { createServer } from 'vite';
import { exitStatus } from './app-process.ts';
import { projectRoot } from './console/paths.ts';
import { say } from './console/say.ts';
import { DevApp } from './dev-app.ts';
import { runScript } from './main.ts';
import { prepare } from './prepare.ts';
import { onStopSignals } from './stop-signals.ts';
import { watchPrograms } from './watch.ts';

runScript(async (args) => {
  const { electron, screen } = await prepare();
  const server = await createServer({
    configFile: `${projectRoot}/vite.config.ts`,
    server: { host: '127.0.0.1' },
  });
  await server.listen();
  const rendererUrl = server.resolvedUrls?.local[0];
  if (!rendererUrl) throw new Error('The development server has no local address');
  const app = new DevApp(electron, args, { ...screen?.env, RINGBACK_RENDERER_URL: rendererUrl });
  const stopWatching = await watchPrograms((changed) => {
    if (changed.has('main') || changed.has('engine')) app.restart();
    else server.ws.send({ type: 'full-reload' });
  });
  // Vite's own listener would end this process before the app has ended.
  process.removeAllListeners('SIGTERM');
  onStopSignals({ stop: () => app.quit(), force: () => app.kill() });
  say(`Starting on Electron ${electron.version}, window from ${rendererUrl}`);
  try {
    const { code, signal } = await app.run();
    return exitStatus(code, signal);
  } finally {
    await stopWatching();
    await server.close();
    await screen?.stop();
  }
});
