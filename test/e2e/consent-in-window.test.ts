import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchApp, type RunningApp } from '../support/desktop/app.ts';
import { type Desktop, startDesktop } from '../support/desktop/desktop.ts';
import { authToken, missedCallRequest, twilioSource } from '../support/desktop/sources.ts';

describe('a rep sets up a phone system on a computer without a keyring', () => {
  let desktop: Desktop;
  let app: RunningApp;
  beforeAll(async () => {
    desktop = await startDesktop();
    app = await launchApp(desktop);
    await app.listening();
  });
  afterAll(async () => {
    await app?.close();
    await desktop?.stop();
  });

  it('is asked, consents, and receives a call', async () => {
    const { page } = app;
    await page.evaluate(() => {
      location.hash = '#/settings/sources/new';
    });
    await page.getByLabel('Name').fill('Main');
    await page.getByLabel('Auth token').fill(authToken);
    await page.getByLabel('Public address').fill(twilioSource.publicUrl);
    await page.getByRole('button', { name: 'Add' }).click();
    const dialog = page.getByRole('dialog', { name: 'No keychain on this computer' });
    await dialog.getByText(/None is running on this computer/).waitFor();
    await dialog.getByRole('radio', { name: 'On the disk, not encrypted' }).check();
    await dialog.getByRole('button', { name: 'Save the secret' }).click();
    await page.getByText('Set, kept on the disk, not encrypted').waitFor();
    expect(await page.content()).not.toContain(authToken);
    const url = await app.listening();
    const answer = await fetch(
      `${url}/hooks/main`,
      missedCallRequest({ CallSid: 'CA00000000000000000000000000000021' }),
    );
    expect(answer.status).toBe(200);
  });
});
