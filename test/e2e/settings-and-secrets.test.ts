import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Bridge } from '#shared/contract/bridge.ts';
import { launchApp, type RunningApp } from '../support/desktop/app.ts';
import { type Desktop, startDesktop } from '../support/desktop/desktop.ts';
import { authToken, missedCallRequest, saveTwilioSource } from '../support/desktop/sources.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';

describe('settings and secrets', () => {
  let desktop: Desktop;
  let app: RunningApp | null = null;
  beforeAll(async () => {
    desktop = await startDesktop();
  });
  afterEach(async () => {
    await app?.close();
    app = null;
  });
  afterAll(() => desktop?.stop());

  const profile = async (name: string, files: Record<string, string> = {}): Promise<string> => {
    const folder = join(desktop.folder, name);
    await mkdir(folder, { recursive: true });
    for (const [file, content] of Object.entries(files)) await writeFile(join(folder, file), content);
    return folder;
  };

  it('names the key with the mistake, keeps the rest and the file as it was', async () => {
    const written = JSON.stringify({
      version: 1,
      prot: 4600,
      port: 'abc',
      crmTemplate: 'https://crm.example/{e164}',
    });
    const userData = await profile('typo', { 'settings.json': written });
    app = await launchApp(desktop, { userData });
    const { problems } = await app.status();
    const problem = problems.find(({ code }) => code === 'settings-invalid');
    expect(problem?.message).toContain('"prot" is not a setting; expected one of version, port');
    expect(problem?.message).toContain('"port": expected');
    const { settings } = await app.page.evaluate(() => (window.ringback as Bridge).settings.get());
    expect(settings.port).toBe(4519);
    expect(settings.crmTemplate).toBe('https://crm.example/{e164}');
    const kept = (await readdir(userData)).filter((name) => name.startsWith('settings.json.bad-'));
    expect(kept).toHaveLength(1);
    expect(await readFile(join(userData, kept[0] ?? ''), 'utf8')).toBe(written);
  });

  it('says which port is taken, and listens as soon as it is free', async () => {
    const port = await freePort();
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    const userData = await profile('taken', { 'settings.json': JSON.stringify({ port }) });
    app = await launchApp(desktop, { userData });
    const status = await eventually(app.status, ({ phase }) => phase === 'not-listening');
    expect(status.problems.map(({ code }) => code)).toEqual(['port-taken']);
    expect(status.problems[0]?.message).toContain(String(port));
    expect(status.url).toBeNull();
    squatter.close();
    expect(await app.listening()).toBe(`http://127.0.0.1:${port}`);
    expect((await app.status()).problems).toEqual([]);
  });

  it('forgets the taken port when another one is chosen', async () => {
    const port = await freePort();
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    const userData = await profile('moved', { 'settings.json': JSON.stringify({ port }) });
    app = await launchApp(desktop, { userData });
    await eventually(app.status, ({ phase }) => phase === 'not-listening');
    const other = await freePort();
    await app.page.evaluate((next) => (window.ringback as Bridge).settings.update({ port: next }), other);
    expect(await app.listening()).toBe(`http://127.0.0.1:${other}`);
    expect((await app.status()).problems).toEqual([]);
    squatter.close();
  });

  it('changes the port while it runs', async () => {
    app = await launchApp(desktop);
    const before = await app.listening();
    const port = await freePort();
    await app.page.evaluate((next) => (window.ringback as Bridge).settings.update({ port: next }), port);
    const { url } = await eventually(app.status, (status) => status.url === `http://127.0.0.1:${port}`);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await expect(fetch(`${before}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('renames a phone system and changes the notification delay while calls come in, without an interruption', async () => {
    app = await launchApp(desktop);
    const { page } = app;
    const url = await app.listening();
    expect(await saveTwilioSource(app, 'memory')).toEqual({ ok: true });
    const pid = await app.enginePid();
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

    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByLabel('Delay of a missed call, in seconds').fill('7');
    await page
      .getByRole('form', { name: 'Notification delay' })
      .getByRole('button', { name: 'Save' })
      .click();
    const settings = () =>
      page.evaluate(async () => (await (window.ringback as Bridge).settings.get()).settings);
    await eventually(settings, ({ holdSeconds }) => holdSeconds === 7);
    const { sources } = await settings();
    await page.evaluate(
      (source) => (window.ringback as Bridge).sources.save({ source: { ...source, name: 'Head office' } }),
      sources[0] as (typeof sources)[0],
    );
    await page.getByText('Head office').first().waitFor();
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

  it('asks before it stores a secret without a keyring', async () => {
    app = await launchApp(desktop);
    await app.listening();
    expect(await saveTwilioSource(app)).toEqual({ ok: false, consentNeeded: true, backend: 'basic_text' });
    const before = await app.page.evaluate(() => (window.ringback as Bridge).settings.get());
    expect(before.settings.sources).toEqual([]);
    expect(await saveTwilioSource(app, 'memory')).toEqual({ ok: true });
    const after = await app.page.evaluate(() => (window.ringback as Bridge).settings.get());
    expect(after.secrets).toEqual([{ sourceId: 'main', count: 1, storage: 'memory' }]);
    expect(JSON.stringify(after)).not.toContain(authToken);
    expect(await readdir(app.userData)).toContain('secrets.json');
    expect(await readFile(join(app.userData, 'secrets.json'), 'utf8')).not.toContain('main');
  });

  it('keeps a secret with consent over a restart, in no file in clear', async () => {
    const userData = await profile('consented');
    app = await launchApp(desktop, { userData });
    await app.listening();
    expect(await saveTwilioSource(app, 'plain')).toEqual({ ok: true });
    await app.close();
    app = await launchApp(desktop, { userData });
    const url = await app.listening();
    const request = missedCallRequest({ CallSid: 'CA00000000000000000000000000000009' });
    expect((await fetch(`${url}/hooks/main`, request)).status).toBe(200);
    const view = await app.page.evaluate(() => (window.ringback as Bridge).settings.get());
    expect(view.secrets).toEqual([{ sourceId: 'main', count: 1, storage: 'plain' }]);
    expect(view.keyring).toEqual({ backend: 'basic_text', secure: false });
    for (const file of ['settings.json', 'secrets.json', 'logs/ringback.log'])
      expect(await readFile(join(userData, file), 'utf8')).not.toContain(authToken);
  });
});
