import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Bridge } from '#shared/contract/bridge.ts';
import { test } from '../support/desktop/fixtures.ts';
import { writeProfile } from '../support/desktop/profile.ts';
import { authToken, missedCallRequest, twilioSystem } from '../support/desktop/sources.ts';
import {
  addPhoneSystem,
  consent,
  consentDialog,
  keep,
  openPhoneSystem,
  renamePhoneSystem,
  setDelay,
  setPort,
  statusLine,
  submitPhoneSystem,
} from '../support/desktop/window.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';

/** Another program that listens on a port. */
async function occupy(port: number) {
  const squatter = createServer().listen(port, '127.0.0.1');
  await once(squatter, 'listening');
  return squatter;
}

test('a mistake in the settings file is named by its key; the rest is used and the file kept', async ({
  desktop,
  launch,
}) => {
  const written = JSON.stringify({
    version: 1,
    prot: 4600,
    port: 'abc',
    crmTemplate: 'https://crm.example/{e164}',
  });
  const userData = await writeProfile(join(desktop.folder, 'typo'), written);
  const app = await launch({ userData });
  const { problems } = await app.status();
  const problem = problems.find(({ code }) => code === 'settings-invalid');
  expect(problem?.message).toContain('"prot" is not a setting; did you mean "port"?');
  expect(problem?.message).toContain('"port": expected');
  await app.page
    .getByRole('region', { name: 'Problems' })
    .getByText(/"prot" is not a setting/)
    .waitFor();
  const { settings } = await app.settings();
  expect(settings.port).toBe(4519);
  expect(settings.crmTemplate).toBe('https://crm.example/{e164}');
  const kept = (await readdir(userData)).filter((name) => name.startsWith('settings.json.bad-'));
  expect(kept).toHaveLength(1);
  expect(await readFile(join(userData, kept[0] ?? ''), 'utf8')).toBe(written);
});

test('a port that is taken is named, and listened on as soon as it is free', async ({ launch }) => {
  const port = await freePort();
  const squatter = await occupy(port);
  const app = await launch({ settings: { port } });
  const status = await eventually(app.status, ({ phase }) => phase === 'not-listening');
  expect(status.problems.map(({ code }) => code)).toEqual(['port-taken']);
  expect(status.problems[0]?.message).toContain(String(port));
  expect(status.url).toBeNull();
  await eventually(
    () => statusLine(app.page),
    (text) => text.startsWith('Not listening since') && text.includes(String(port)),
  );
  squatter.close();
  expect(await app.listening()).toBe(`http://127.0.0.1:${port}`);
  expect((await app.status()).problems).toEqual([]);
});

test('a port that is taken is forgotten when another one is chosen', async ({ launch }) => {
  const port = await freePort();
  const squatter = await occupy(port);
  const app = await launch({ settings: { port } });
  await eventually(app.status, ({ phase }) => phase === 'not-listening');
  const other = await freePort();
  await setPort(app.page, other);
  expect(await app.listening()).toBe(`http://127.0.0.1:${other}`);
  expect((await app.status()).problems).toEqual([]);
  squatter.close();
});

test('the port can be changed while the app runs', async ({ launch }) => {
  const app = await launch();
  const before = await app.listening();
  const port = await freePort();
  await setPort(app.page, port);
  const { url } = await eventually(app.status, (status) => status.url === `http://127.0.0.1:${port}`);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  await expect(fetch(`${before}/healthz`)).rejects.toThrow('fetch failed');
});

test('a phone system is renamed and the notification delay changed while calls come in, without an interruption', async ({
  launch,
}) => {
  const app = await launch();
  const { page } = app;
  await addPhoneSystem(page, twilioSystem, keep.untilQuit);
  const url = await app.listening();
  const pid = await app.enginePid();
  // The window shows no more than the newest state; each one that main tells is wanted here.
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    (window.ringback as Bridge).status.onChanged(({ phase, url }) => void told.push(`${phase} ${url}`));
  });
  const answers: (number | string)[] = [];
  let isOn = true;
  const calls = (async () => {
    for (let n = 0; isOn; n += 1) {
      const request = missedCallRequest({ CallSid: `CA${String(n).padStart(32, '0')}` });
      answers.push(await fetch(`${url}/hooks/main`, request).then(({ status }) => status, String));
    }
  })();

  await setDelay(page, 7);
  await eventually(app.settings, ({ settings }) => settings.holdSeconds === 7);
  await renamePhoneSystem(page, twilioSystem.name, 'Head office');
  const count = answers.length;
  await eventually(
    () => answers.length,
    (now) => now > count + 10,
  );
  isOn = false;
  await calls;
  expect(answers.filter((answer) => answer !== 200)).toEqual([]);
  const told = await page.evaluate(() => (window as unknown as { told: string[] }).told);
  expect([...new Set(told)].filter((state) => state !== `listening ${url}`)).toEqual([]);
  expect(await app.enginePid()).toBe(pid);
});

test('without a keychain a secret is stored only after a question, and kept until Ringback quits', async ({
  launch,
}) => {
  const app = await launch();
  await app.listening();
  await submitPhoneSystem(app.page, twilioSystem);
  await consentDialog(app.page)
    .getByText(/None is running on this computer/)
    .waitFor();
  const before = await app.settings();
  expect(before.keyring).toEqual({ backend: 'basic_text', secure: false });
  expect(before.settings.sources).toEqual([]);
  await consent(app.page, keep.untilQuit);
  await app.page.getByText('Set, kept until Ringback quits').waitFor();
  const after = await app.settings();
  expect(after.secrets).toEqual([{ sourceId: 'main', count: 1, storage: 'memory' }]);
  expect(JSON.stringify(after)).not.toContain(authToken);
  expect(await app.page.content()).not.toContain(authToken);
  expect(await readdir(app.userData)).toContain('secrets.json');
  expect(await readFile(join(app.userData, 'secrets.json'), 'utf8')).not.toContain('main');
});

test('a secret kept on the disk with consent outlives a restart, in no file in clear', async ({ launch }) => {
  const app = await launch();
  await app.listening();
  await addPhoneSystem(app.page, twilioSystem, keep.onDisk);
  await app.restart();
  const url = await app.listening();
  const request = missedCallRequest({ CallSid: 'CA00000000000000000000000000000009' });
  expect((await fetch(`${url}/hooks/main`, request)).status).toBe(200);
  await openPhoneSystem(app.page, twilioSystem.name);
  await app.page.getByText('Set, kept on the disk, not encrypted').waitFor();
  const view = await app.settings();
  expect(view.secrets).toEqual([{ sourceId: 'main', count: 1, storage: 'plain' }]);
  expect(view.keyring).toEqual({ backend: 'basic_text', secure: false });
  for (const file of ['settings.json', 'secrets.json', 'logs/ringback.log'])
    expect(await readFile(join(app.userData, file), 'utf8')).not.toContain(authToken);
});
