/** An older Ringback on the files of a newer one: it says so in the window, and leaves each of them as it is, byte for byte. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { connect } from '../../electron/engine/database/connection.ts';
import { databaseFile } from '../../electron/engine/database/open.ts';
import { test } from '../support/desktop/fixtures.ts';
import { prepareProfile } from '../support/desktop/profile.ts';
import { openScreen, setDelay } from '../support/desktop/window.ts';

const stored = (name: string) => fileURLToPath(new URL(`../fixtures/stored/${name}`, import.meta.url));
const problems = 'Problems';

test.for([
  ['settings.json', 'settings-newer.json', 'so settings cannot be changed now'],
  ['secrets.json', 'secrets-newer.json', 'so secrets cannot be changed now'],
] as const)('%s', async ([file, fixture, sentence], { desktop, launch }) => {
  const userData = join(desktop.folder, `newer-${file}`);
  await prepareProfile(userData);
  const text = await readFile(stored(fixture), 'utf8');
  await writeFile(join(userData, file), text);
  const app = await launch({ userData });
  const { page } = app;
  await page.getByRole('region', { name: problems }).getByText(sentence).waitFor();
  if (file === 'settings.json') {
    // What is typed is refused, and said to be.
    await openScreen(page, 'Settings');
    const form = page.getByRole('form', { name: 'Notification delay' });
    await form.getByLabel('Delay of a missed call, in seconds').fill('9');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('were written by a newer Ringback').first().waitFor();
  } else {
    await app.listening();
    await setDelay(page, 9);
  }
  await app.close();
  expect(await readFile(join(userData, file), 'utf8')).toBe(text);
});

test('ringback.db', async ({ launch }) => {
  const app = await launch();
  await app.listening();
  await app.close();
  const file = databaseFile(join(app.userData, 'data'));
  const db = connect(file, { busyTimeoutMs: 0 });
  db.pragma('user_version = 999');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  const bytes = await readFile(file);
  await app.restart();
  await app.page.getByText('A newer Ringback wrote the call database').first().waitFor();
  expect((await app.status()).phase).toBe('not-listening');
  await app.close();
  expect((await readFile(file)).equals(bytes)).toBe(true);
});
