import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bridge } from '#shared/contract/bridge.ts';
import { type PackagedApp, packageApp } from '../../electron/tooling/packaging.ts';
import { appEnvironment, launchApp } from '../support/desktop/app.ts';
import { type Desktop, startDesktop } from '../support/desktop/desktop.ts';
import { missedCallRequest, saveTwilioSource } from '../support/desktop/sources.ts';
import { eventually } from '../support/eventually.ts';
import { startNgrokEdge } from '../support/tunnels/ngrok-edge.ts';

/** The packaged app brings its own addon. */
const ownAddon = { RINGBACK_SQLITE_BINDING: '' };
const crmUrl = (sid: string): string => `https://crm.example/contacts?phone=%2B14155550123&call=${sid}`;

describe('the packaged app', () => {
  let desktop: Desktop;
  let inspectable: PackagedApp;
  let plain: PackagedApp;
  let userData: string;
  /** Where the app listens; the same after a restart. */
  let url: string;
  beforeAll(async () => {
    desktop = await startDesktop();
    inspectable = await packageApp({ inspectable: true, output: join(desktop.folder, 'inspectable') });
    plain = await packageApp({ output: join(desktop.folder, 'plain') });
    userData = join(desktop.folder, 'packaged');
  });
  afterAll(() => desktop?.stop());

  /** One call from the phone system to the browser, as far as it can be seen from outside the app. */
  async function callReachesTheCrm(CallSid: string): Promise<void> {
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

  it('is set up in its window, brings a call to the CRM, and opens a tunnel with the addon that it brings', async () => {
    const app = await launchApp(desktop, { executable: inspectable.executable, userData, env: ownAddon });
    expect(app.page.url()).toMatch(/^app:\/\/ringback\/index\.html/);
    expect(await saveTwilioSource(app, 'plain')).toEqual({ ok: true });
    await app.page.evaluate(() =>
      (window.ringback as Bridge).settings.update({
        crmTemplate: 'https://crm.example/contacts?phone={e164}&call={providerCallId}',
      }),
    );
    url = await app.listening();
    await callReachesTheCrm('CA00000000000000000000000000000031');
    expect(
      await app.page.evaluate(async () => (await (window.ringback as Bridge).calls.list({})).total),
    ).toBe(1);
    const edge = await startNgrokEdge();
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
    await edge.close();
    await app.close();
  });

  it('with every fuse set, too, and quits from its tray', async () => {
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
    await callReachesTheCrm('CA00000000000000000000000000000032');
    const labels = (await desktop.tray?.menu())?.map(({ label }) => label);
    expect(labels).toContain('1 to call back');
    await desktop.tray?.choose('Quit');
    expect(await exited).toEqual([0, null]);
  });
});
