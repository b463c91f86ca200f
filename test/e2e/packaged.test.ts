/** One profile through all of these tests: each goes on from what the one before it left. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Bridge } from '#shared/contract/bridge.ts';
import { packageApp } from '../../electron/tooling/packaging.ts';
import { appEnvironment } from '../support/desktop/app.ts';
import type { Desktop } from '../support/desktop/desktop.ts';
import { testWithTunnel } from '../support/desktop/fixtures.ts';
import { missedCallRequest, twilioSystem } from '../support/desktop/sources.ts';
import { addPhoneSystem, countCalls, keep, setCrmAddress } from '../support/desktop/window.ts';
import { eventually } from '../support/eventually.ts';

/** The packaged app brings its own addon. */
const ownAddon = { RINGBACK_SQLITE_BINDING: '' };
const crmUrl = (sid: string): string => `https://crm.example/contacts?phone=%2B14155550123&call=${sid}`;

const test = testWithTunnel
  .extend('inspectable', { scope: 'file' }, ({ desktop }) =>
    packageApp({ inspectable: true, output: join(desktop.folder, 'inspectable') }),
  )
  .extend('plain', { scope: 'file' }, ({ desktop }) => packageApp({ output: join(desktop.folder, 'plain') }))
  .extend('userData', { scope: 'file' }, ({ desktop }) => join(desktop.folder, 'packaged'));

/** Where an app of this profile listens. */
async function addressOf(userData: string): Promise<string> {
  const { port } = JSON.parse(await readFile(join(userData, 'settings.json'), 'utf8'));
  return `http://127.0.0.1:${port}`;
}

/** One call from the phone system to the browser, as far as it can be seen from outside the app. */
async function callReachesTheCrm(desktop: Desktop, url: string, CallSid: string): Promise<void> {
  const request = missedCallRequest({ CallSid });
  const before = desktop.notifications.shown.length;
  expect((await fetch(`${url}/hooks/main`, request)).status).toBe(200);
  expect((await fetch(`${url}/hooks/main`, request)).status).toBe(200);
  const shown = await eventually(
    () => desktop.notifications.shown,
    (all) => all.length > before,
  );
  expect(shown.at(-1)?.title).toBe('Missed call - (415) 555-0123');
  desktop.notifications.click(shown.at(-1)?.id ?? 0);
  await eventually(desktop.opened.read, (opened) => opened.includes(crmUrl(CallSid)));
  const tampered = { ...request, body: request.body.replace('5550123', '5550199') };
  expect((await fetch(`${url}/hooks/main`, tampered)).status).toBe(401);
  expect(desktop.notifications.shown).toHaveLength(before + 1);
}

test('the packaged app is set up in its window, brings a call to the CRM, and opens a tunnel with the addon that it brings', async ({
  desktop,
  edge,
  inspectable,
  userData,
  launch,
}) => {
  const app = await launch({ executable: inspectable.executable, userData, env: ownAddon });
  expect(app.page.url()).toMatch(/^app:\/\/ringback\/index\.html/);
  await addPhoneSystem(app.page, twilioSystem, keep.onDisk);
  await setCrmAddress(app.page, 'https://crm.example/contacts?phone={e164}&call={providerCallId}');
  const url = await app.listening();
  expect(url).toBe(await addressOf(userData));
  await callReachesTheCrm(desktop, url, 'CA00000000000000000000000000000031');
  expect(await countCalls(app.page)).toBe(1);
  // The window cannot be told of another server than ngrok's own.
  const tunnel = {
    kind: 'ngrok',
    server: { address: edge.address, caCertificate: edge.caCertificate },
  } as const;
  const secret = 'test_authtoken';
  expect(
    await app.page.evaluate((request) => (window.ringback as Bridge).tunnel.test(request), {
      tunnel,
      secret,
    }),
  ).toMatchObject({ ok: true, publicUrl: edge.publicOrigin });
  expect(edge.authentications).toEqual([secret]);
});

test('the packaged app with every fuse set brings a call to the CRM, too, and quits from its tray', async ({
  desktop,
  tray,
  plain,
  userData,
}) => {
  const url = await addressOf(userData);
  const child = spawn(
    plain.executable,
    [...(desktop.electron.noSandbox ? ['--no-sandbox'] : []), `--user-data-dir=${userData}`, '--hidden'],
    { env: appEnvironment(desktop, ownAddon), stdio: 'ignore' },
  );
  const exited = once(child, 'exit');
  await eventually(
    () =>
      fetch(`${url}/healthz`).then(
        ({ status }) => status,
        () => 0,
      ),
    (status) => status === 200,
    20_000,
  );
  await callReachesTheCrm(desktop, url, 'CA00000000000000000000000000000032');
  const labels = (await tray.menu()).map(({ label }) => label);
  expect(labels).toContain('1 to call back');
  await tray.choose('Quit');
  expect(await exited).toEqual([0, null]);
});

test.for(['--remote-debugging-port=0', '--remote-debugging-pipe', '--js-flags=--expose-gc'])(
  'the packaged app with every fuse set refuses to start with %s',
  async (flag, { desktop, plain }) => {
    const userData = join(desktop.folder, 'refused');
    const sandbox = desktop.electron.noSandbox ? ['--no-sandbox'] : [];
    const child = spawn(plain.executable, [...sandbox, `--user-data-dir=${userData}`, flag], {
      env: appEnvironment(desktop, ownAddon),
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    });
    try {
      let said = '';
      child.stderr?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
      await eventually(
        () => said,
        (text) => text.includes(`It was started with ${flag.split('=')[0]}.`),
        20_000,
      );
      expect(said).not.toContain('DevTools listening');
      // Neither settings nor an engine: the dialog is all there is.
      await expect(readFile(join(userData, 'data/ringback.db'))).rejects.toThrow('ENOENT');
    } finally {
      child.kill('SIGKILL');
    }
  },
);
