import { expect } from 'vitest';
import { test as desktopTest } from '../support/desktop/fixtures.ts';
import { closeWindow } from '../support/desktop/window-state.ts';
import { eventually } from '../support/eventually.ts';

const test = desktopTest.extend('hasTray', { scope: 'file' }, false as boolean);

test('on a desktop without a tray the rep keeps a way in: the window minimises and says so', async ({
  desktop,
  launch,
}) => {
  const app = await launch({ args: ['--hidden'] });
  await app.listening();
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
  await closeWindow(app);
  await eventually(
    () => desktop.notifications.shown.map(({ body }) => body),
    (bodies) => bodies.some((body) => body.includes('no tray icons')),
  );
  expect(app.page.isClosed()).toBe(false);
});
