import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Bridge } from '#shared/contract/bridge.ts';
import { appArguments } from '../../electron/tooling/app-process.ts';
import { appEnvironment, launchApp, type RunningApp } from '../support/desktop/app.ts';
import { type Desktop, startDesktop } from '../support/desktop/desktop.ts';
import type { TrayWatcher } from '../support/desktop/tray-watcher.ts';
import { eventually } from '../support/eventually.ts';

/** How the one window is, as Electron knows it. */
const windowState = (app: RunningApp) =>
  app.electron.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    return { visible: window?.isVisible() ?? false, minimised: window?.isMinimized() ?? false };
  });
/** What a click on the close button does. */
const closeWindow = (app: RunningApp) =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

describe('on a desktop with a tray', () => {
  let desktop: Desktop;
  let tray: TrayWatcher;
  beforeAll(async () => {
    desktop = await startDesktop();
    if (!desktop.tray) throw new Error('This desktop has a tray');
    tray = desktop.tray;
  });
  afterAll(() => desktop?.stop());

  it('hides to the tray with one hint ever, comes back by its menu, and quits by it', async () => {
    const app = await launchApp(desktop);
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
    await eventually(
      () =>
        app.page.evaluate(
          async () => (await (window.ringback as Bridge).settings.get()).settings.trayHintShown,
        ),
      Boolean,
    );
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

  it('starts hidden, and a second start shows the window of the first', async () => {
    const app = await launchApp(desktop, { args: ['--hidden'] });
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
    await app.close();
  });

  it('shows by the icon and the tooltip whether it listens', async () => {
    const app = await launchApp(desktop);
    await app.listening();
    await eventually(
      () => tray.tooltip(),
      (tooltip) => tooltip.startsWith('Ringback: Listening on this computer only.'),
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
    await app.close();
  });
});

describe('on a desktop without a tray', () => {
  let desktop: Desktop;
  let app: RunningApp;
  beforeAll(async () => {
    desktop = await startDesktop({ hasTray: false });
    app = await launchApp(desktop, { args: ['--hidden'] });
  });
  afterAll(async () => {
    await app?.close();
    await desktop?.stop();
  });

  it('never leaves the rep without a way in: the window minimises and says so', async () => {
    await app.listening();
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
    await closeWindow(app);
    await eventually(
      () => desktop.notifications.shown.map(({ body }) => body),
      (bodies) => bodies.some((body) => body.includes('no tray icons')),
    );
    expect(app.page.isClosed()).toBe(false);
  });
});
