/** The app on files that are damaged, or that cannot be read or written: it goes on where it can, and says so. */
import { mkdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { test } from '../support/desktop/fixtures.ts';
import { writeProfile } from '../support/desktop/profile.ts';
import { closeWindow } from '../support/desktop/window-state.ts';

const logOf = (userData: string): Promise<string> => readFile(join(userData, 'logs', 'ringback.log'), 'utf8');

test('settings that were emptied are those of the last good copy, until the rep deals with it', async ({
  launch,
}) => {
  const app = await launch({ settings: { crmTemplate: 'https://crm.example/{e164}' } });
  await app.listening();
  const before = (await app.settings()).settings;
  await app.close();
  await truncate(join(app.userData, 'settings.json'), 0);
  await app.restart();
  expect((await app.settings()).settings).toEqual(before);
  await app.restart();
  const banner = app.page.getByRole('region', { name: 'Problems' });
  await banner.getByText('settings.json could not be used: it is empty').waitFor();
  await banner.getByRole('button', { name: /^Restore the settings of today/ }).click();
  await banner.waitFor({ state: 'hidden' });
  expect((await app.settings()).settings).toEqual(before);
  await app.restart();
  expect((await app.status()).problems).toEqual([]);
});

test('a settings file that cannot be read is named, and the app listens all the same', async ({
  desktop,
  launch,
}) => {
  const userData = join(desktop.folder, 'unreadable');
  await mkdir(join(userData, 'settings.json'), { recursive: true });
  const app = await launch({ userData });
  await app.page
    .getByText(/settings\.json could not be read: EISDIR/)
    .first()
    .waitFor();
  expect(await logOf(userData)).toContain('"msg":"file: not read"');
  expect((await app.status()).problems.map(({ code }) => code)).toContain('file-failed');
});

test('the window’s place that cannot be written keeps nothing from ending as it should', async ({
  desktop,
  launch,
}) => {
  const userData = await writeProfile(join(desktop.folder, 'no-place'), JSON.stringify({ port: 4599 }));
  await mkdir(join(userData, 'window.json'));
  const app = await launch({ userData });
  await closeWindow(app);
  await app.close();
  const log = await logOf(userData);
  expect(log).toContain('"msg":"file: not written"');
  expect(log).toContain('"msg":"stopped"');
  expect(log).not.toContain('ended unexpectedly');
  expect(log).not.toContain('not caught');
});
