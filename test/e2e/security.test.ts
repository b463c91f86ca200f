/** The bridge itself is the subject here: what the page can do with it, and who else may not use it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import { type Bridge, buildBridge } from '#shared/contract/bridge.ts';
import { type IpcError, windowEventNames, windowMethodNames } from '#shared/contract/ipc.ts';
import { projectRoot } from '../../electron/tooling/console/paths.ts';
import { test } from '../support/desktop/fixtures.ts';

const preload = join(projectRoot, 'out', 'preload', 'index.cjs');

test('the window runs sandboxed, isolated, without Node, from its own scheme', async ({ app }) => {
  const preferences = await app.electron.evaluate(({ webContents }) => {
    const contents = webContents.getAllWebContents()[0] as Electron.WebContents & {
      getLastWebPreferences(): Electron.WebPreferences;
    };
    const { sandbox, contextIsolation, nodeIntegration, webviewTag } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webviewTag };
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  });
  expect(app.page.url()).toMatch(/^app:\/\/ringback\/index\.html/);
  expect(
    await app.page.evaluate(() => [
      typeof Reflect.get(window, 'require'),
      typeof Reflect.get(window, 'process'),
    ]),
  ).toEqual(['undefined', 'undefined']);
});

test('the page is given what the contract says, and nothing else', async ({ app }) => {
  const given = await app.page.evaluate(() =>
    Object.entries(window.ringback as object).flatMap(([domain, verbs]) =>
      Object.entries(verbs as object).map(([verb, value]) => `${domain}.${verb}: ${typeof value}`),
    ),
  );
  const expected = buildBridge(windowMethodNames, windowEventNames, {
    ask: () => Promise.reject(new Error('nobody asks')),
    subscribe: () => () => undefined,
  });
  expect(given.sort()).toEqual(
    Object.entries(expected)
      .flatMap(([domain, verbs]) => Object.keys(verbs).map((verb) => `${domain}.${verb}: function`))
      .sort(),
  );
  expect(given.length).toBe(windowMethodNames.length + windowEventNames.length);
});

test('the page has a content security policy without inline scripts, and obeys it', async ({ app }) => {
  const policy = await app.page.evaluate(async () =>
    (await fetch(location.href)).headers.get('content-security-policy'),
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  const outcome = await app.page.evaluate(async () => {
    const violated = new Promise<string>((resolve) =>
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
        once: true,
      }),
    );
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.body.append(script);
    return { directive: await violated, ran: Reflect.has(window, 'inlineRan') };
  });
  expect(outcome).toEqual({ directive: 'script-src-elem', ran: false });
  await expect(
    app.page.evaluate(() =>
      fetch('https://crm.example/').then(
        () => 'loaded',
        () => 'refused',
      ),
    ),
  ).resolves.toBe('refused');
});

test('the app scheme serves nothing outside its folder', async ({ app }) => {
  const answers = await app.electron.evaluate(async ({ net }) => {
    const ask = async (url: string) => (await net.fetch(url)).status;
    return Promise.all([
      ask('app://ringback/index.html'),
      ask('app://ringback/..%2f..%2fpackage.json'),
      ask('app://ringback/%2e%2e/%2e%2e/package.json'),
      ask('app://ringback/..%5c..%5cpackage.json'),
      ask('app://elsewhere/index.html'),
      ask('app://ringback/%00index.html'),
      ask('app://ringback/%ff'),
    ]);
  });
  expect(answers).toEqual([200, 404, 404, 404, 404, 404, 404]);
});

test('the page does not navigate away and opens no window', async ({ app, desktop }) => {
  const before = app.page.url();
  await app.page.evaluate(() => {
    location.href = 'https://crm.example/';
  });
  const opened = await app.page.evaluate(() => window.open('https://crm.example/') === null);
  expect(opened).toBe(true);
  await app.page.evaluate(() => {
    location.href = 'file:///etc/passwd';
  });
  expect(await app.page.evaluate(() => location.href)).toBe(before);
  expect(app.electron.windows()).toHaveLength(1);
  expect(await desktop.opened.read()).toEqual([]);
});

test('the page is granted no permission', async ({ app }) => {
  const states = await app.page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'] as const;
    return Promise.all(
      names.map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state),
    );
  });
  expect(new Set(states)).toEqual(new Set(['denied']));
  const asked = await app.page.evaluate(async () => {
    const media = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'granted',
      () => 'refused',
    );
    return [media, await Notification.requestPermission()];
  });
  expect(asked).toEqual(['refused', 'denied']);
});

test('a bad request over the bridge is answered with a typed error', async ({ app }) => {
  const errors = await app.page.evaluate(async () => {
    const bridge = window.ringback as Bridge;
    const why = (promise: Promise<unknown>) =>
      promise.then(
        () => 'answered',
        (error: IpcError) => error.code,
      );
    return Promise.all([
      why(bridge.calls.list({ limit: -5 })),
      why(bridge.calls.openInCrm({ callId: Object.create(null) })),
      why(bridge.settings.update({ port: 80 })),
      why(bridge.sources.remove({ id: '../../etc' })),
    ]);
  });
  expect(errors).toEqual(['invalid-request', 'invalid-request', 'invalid-request', 'invalid-request']);
});

test.for([
  ['another origin in a window of its own', 'data:text/html,<p>foreign</p>'],
  ['the page itself in a window that is not the main one', 'app://ringback/index.html'],
  ['a file', pathToFileURL(join(projectRoot, 'package.json')).href],
] as const)('the bridge refuses %s', async ([_what, url], { app }) => {
  const code = await app.electron.evaluate(
    async ({ BrowserWindow }, [address, script]) => {
      const foreign = new BrowserWindow({
        show: false,
        webPreferences: { preload: script, sandbox: true, contextIsolation: true },
      });
      try {
        await foreign.loadURL(address);
        return await foreign.webContents.executeJavaScript(
          'window.ringback.settings.get().then(() => "answered", (error) => error.code)',
        );
      } finally {
        foreign.destroy();
      }
    },
    [url, preload] as const,
  );
  expect(code).toBe('untrusted-sender');
});

test('the engine gets no more of the environment than it needs', async ({ app }) => {
  const environment = await readFile(`/proc/${await app.enginePid()}/environ`, 'utf8');
  const names = environment.split('\0').map((entry) => entry.split('=')[0]);
  expect(names).toContain('PATH');
  expect(names).not.toContain('DBUS_SESSION_BUS_ADDRESS');
  expect(names).not.toContain('XAUTHORITY');
});
