import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { test as desktopTest } from '../support/desktop/fixtures.ts';
import { startKeyring } from '../support/desktop/keyring.ts';
import { authToken, missedCallRequest, twilioSystem } from '../support/desktop/sources.ts';
import { addPhoneSystem, openPhoneSystem } from '../support/desktop/window.ts';

const test = desktopTest.extend('keyring', { scope: 'file' }, async ({ desktop }, { onCleanup }) => {
  const keyring = await startKeyring(desktop);
  onCleanup(() => keyring.stop());
  return keyring;
});

test('a secret goes into the system’s keyring without a question, and is there again after a restart', async ({
  keyring,
  launch,
}) => {
  const app = await launch({ env: keyring.env });
  await app.listening();
  await addPhoneSystem(app.page, twilioSystem);
  await app.page.getByText('Set, kept in the keychain').waitFor();
  await app.close();
  const stored = await readFile(join(app.userData, 'secrets.json'), 'utf8');
  expect(JSON.parse(stored).sources.main).toMatchObject({
    storage: 'keychain',
    backend: 'gnome_libsecret',
    count: 1,
  });
  expect(stored).not.toContain(authToken);

  await app.restart();
  const url = await app.listening();
  const request = missedCallRequest({ CallSid: 'CA00000000000000000000000000000011' });
  expect((await fetch(`${url}/hooks/main`, request)).status).toBe(200);
  await openPhoneSystem(app.page, twilioSystem.name);
  await app.page.getByText('Set, kept in the keychain').waitFor();
  const view = await app.settings();
  expect(view.keyring).toEqual({ backend: 'gnome_libsecret', secure: true });
  expect(view.secrets).toEqual([{ sourceId: 'main', count: 1, storage: 'keychain' }]);
});

test.for(['COSMIC', 'sway', 'niri', 'Hyprland', 'LXQt', ''])(
  'the keyring is used on a desktop that Chromium does not know: "%s"',
  async (name, { keyring, launch }) => {
    const app = await launch({ env: { ...keyring.env, XDG_CURRENT_DESKTOP: name } });
    expect((await app.settings()).keyring).toEqual({ backend: 'gnome_libsecret', secure: true });
  },
);
