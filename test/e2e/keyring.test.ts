import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bridge } from '#shared/contract/bridge.ts';
import { launchApp, type RunningApp } from '../support/desktop/app.ts';
import { type Desktop, startDesktop } from '../support/desktop/desktop.ts';
import { type Keyring, startKeyring } from '../support/desktop/keyring.ts';
import { authToken, missedCallRequest, saveTwilioSource } from '../support/desktop/sources.ts';

describe('with the system’s keyring', () => {
  let desktop: Desktop;
  let keyring: Keyring;
  let app: RunningApp | null = null;
  beforeAll(async () => {
    desktop = await startDesktop();
    keyring = await startKeyring(desktop);
  });
  afterAll(async () => {
    await app?.close();
    await keyring?.stop();
    await desktop?.stop();
  });

  it('stores a secret without a question and has it again after a restart', async () => {
    app = await launchApp(desktop, { env: keyring.env });
    const { userData } = app;
    await app.listening();
    expect(await saveTwilioSource(app)).toEqual({ ok: true });
    await app.close();
    const stored = await readFile(join(userData, 'secrets.json'), 'utf8');
    expect(JSON.parse(stored).sources.main).toMatchObject({
      storage: 'keychain',
      backend: 'gnome_libsecret',
      count: 1,
    });
    expect(stored).not.toContain(authToken);

    app = await launchApp(desktop, { userData, env: keyring.env });
    const url = await app.listening();
    const request = missedCallRequest({ CallSid: 'CA00000000000000000000000000000011' });
    expect((await fetch(`${url}/hooks/main`, request)).status).toBe(200);
    const view = await app.page.evaluate(() => (window.ringback as Bridge).settings.get());
    expect(view.keyring).toEqual({ backend: 'gnome_libsecret', secure: true });
    expect(view.secrets).toEqual([{ sourceId: 'main', count: 1, storage: 'keychain' }]);
    await app.close();
    app = null;
  });
});
