import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, vi } from 'vitest';
import { appArguments } from '../../electron/tooling/app-process.ts';
import { appEnvironment, type RunningApp } from '../support/desktop/app.ts';
import type { Desktop } from '../support/desktop/desktop.ts';
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

/** Starts the program a second time, as a click in the menu or the login item does, and waits until it has ended. */
async function startAgain(desktop: Desktop, app: RunningApp, ...args: string[]): Promise<void> {
  const second = spawn(
    desktop.electron.executable,
    appArguments(desktop.electron, [`--user-data-dir=${app.userData}`, ...args]),
    { env: appEnvironment(desktop), stdio: 'ignore' },
  );
  expect(await once(second, 'exit')).toEqual([0, null]);
}

test('the app can start hidden, and a second start shows the window of the first, unless it is hidden too', async ({
  desktop,
  launch,
}) => {
  const app = await launch({ args: ['--hidden'] });
  await app.listening();
  expect((await windowState(app)).visible).toBe(false);
  await app.electron.evaluate(({ app: main, BrowserWindow }) => {
    const starts: boolean[] = [];
    Object.assign(main, { starts });
    // Runs after the app's own listener.
    main.on('second-instance', () => starts.push(BrowserWindow.getAllWindows()[0]?.isVisible() ?? false));
  });
  const starts = (): Promise<boolean[]> =>
    app.electron.evaluate(({ app: main }) => ('starts' in main ? (main.starts as boolean[]) : []));
  await startAgain(desktop, app, '--hidden');
  expect(await eventually(starts, ({ length }) => length === 1)).toEqual([false]);
  await startAgain(desktop, app);
  await eventually(
    () => windowState(app),
    ({ visible }) => visible,
  );
  expect(await starts()).toEqual([false, true]);
});

test('a window whose screen went while it was hidden is shown on one that exists', async ({
  tray,
  launch,
}) => {
  const app = await launch({ args: ['--hidden'] });
  await app.listening();
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setPosition(5000, 40));
  await tray.choose('Open Ringback');
  await eventually(
    () => windowState(app),
    ({ visible }) => visible,
  );
  const isOnScreen = (): Promise<boolean> =>
    app.electron.evaluate(({ BrowserWindow, screen }) => {
      const [x = Number.NaN, y = Number.NaN] = BrowserWindow.getAllWindows()[0]?.getPosition() ?? [];
      const { workArea } = screen.getPrimaryDisplay();
      return (
        x >= workArea.x &&
        x < workArea.x + workArea.width &&
        y >= workArea.y &&
        y < workArea.y + workArea.height
      );
    });
  await eventually(isOnScreen, Boolean);
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
