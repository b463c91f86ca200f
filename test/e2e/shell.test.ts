import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, vi } from 'vitest';
import { appArguments } from '../../electron/tooling/app-process.ts';
import { appEnvironment } from '../support/desktop/app.ts';
import { test } from '../support/desktop/fixtures.ts';
import { closeWindow, windowState } from '../support/desktop/window-state.ts';
import { eventually } from '../support/eventually.ts';

test('the window hides to the tray with one hint ever, comes back by its menu, and quits by it', async ({
  desktop,
  tray,
  launch,
}) => {
  const app = await launch();
  await app.listening();
  await eventually(
    () => windowState(app),
    ({ visible }) => visible,
  );
  await closeWindow(app);
  await eventually(
    () => windowState(app),
    ({ visible }) => !visible,
  );
  await eventually(
    () => desktop.notifications.shown.map(({ title }) => title),
    (titles) => titles.includes('Ringback keeps listening'),
  );
  expect((await app.status()).phase).toBe('listening');

  await tray.choose('Open Ringback');
  await eventually(
    () => windowState(app),
    ({ visible }) => visible,
  );
  await eventually(app.settings, ({ settings }) => settings.trayHintShown);
  await closeWindow(app);
  await eventually(
    () => windowState(app),
    ({ visible }) => !visible,
  );

  const enginePid = await app.enginePid();
  const exited = once(app.electron.process(), 'exit');
  await tray.choose('Quit');
  expect(await exited).toEqual([0, null]);
  expect(
    desktop.notifications.shown.filter(({ title }) => title === 'Ringback keeps listening'),
  ).toHaveLength(1);
  // The engine finishes what it was doing after the app's own process has ended.
  await vi.waitFor(() => expect(() => process.kill(enginePid, 0)).toThrow('ESRCH'), 10_000);
});

test('the app can start hidden, and a second start shows the window of the first', async ({
  desktop,
  launch,
}) => {
  const app = await launch({ args: ['--hidden'] });
  await app.listening();
  expect((await windowState(app)).visible).toBe(false);
  const second = spawn(
    desktop.electron.executable,
    appArguments(desktop.electron, [`--user-data-dir=${app.userData}`]),
    { env: appEnvironment(desktop), stdio: 'ignore' },
  );
  expect(await once(second, 'exit')).toEqual([0, null]);
  await eventually(
    () => windowState(app),
    ({ visible }) => visible,
  );
});

test('the tray shows by the icon and the tooltip whether Ringback listens', async ({ tray, launch }) => {
  const app = await launch();
  await app.listening();
  await eventually(
    () => tray.tooltip(),
    (tooltip) => tooltip.startsWith('Ringback: Listening on this computer only - no phone system set up.'),
  );
  const listening = await tray.pixels();
  const seen = new Set<string>([listening]);
  process.kill(await app.enginePid(), 'SIGKILL');
  await eventually(
    async () => seen.add(await tray.pixels()).size,
    (states) => states > 1,
  );
  await app.listening();
  await eventually(
    () => tray.pixels(),
    (pixels) => pixels === listening,
  );
});
