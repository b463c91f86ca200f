import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bridge } from '#shared/contract/bridge.ts';
import { launchApp, type RunningApp } from '../support/desktop/app.ts';
import { type Desktop, startDesktop } from '../support/desktop/desktop.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { type NgrokEdge, startNgrokEdge } from '../support/tunnels/ngrok-edge.ts';
import { startApiServer } from '../support/vendors/server.ts';

const wrongToken = '2wrongAuthtoken0000000000000_000000000000000000';
const rightToken = '2rightAuthtoken0000000000000_111111111111111111';

describe('a rep sets up the tunnel in the window', () => {
  let desktop: Desktop;
  let edge: NgrokEdge;
  let app: RunningApp;
  let userData: string;

  beforeAll(async () => {
    edge = await startNgrokEdge();
    desktop = await startDesktop();
    userData = join(desktop.folder, 'tunnel-in-window');
    await mkdir(userData, { recursive: true });
    const server = { address: edge.address, caCertificate: edge.caCertificate };
    const settings = { version: 1, port: await freePort(), tunnel: { kind: 'ngrok', server } };
    await writeFile(join(userData, 'settings.json'), JSON.stringify(settings));
    app = await launchApp(desktop, { userData });
    await app.page.getByRole('link', { name: 'Settings' }).click();
  });
  afterAll(async () => {
    await app?.close();
    await desktop?.stop();
    await edge?.close();
  });

  const form = () => app.page.getByRole('form', { name: 'Tunnel' });
  const tooltip = async () => (desktop.tray ? desktop.tray.tooltip() : '');

  it('tests a wrong token: what is wrong and what to do, without the token', async () => {
    edge.refuse(
      'The authtoken you specified does not look like a proper ngrok authtoken.\r\nYour authtoken: TOKEN\r\n\r\nERR_NGROK_105\r\n',
    );
    await form().getByRole('textbox', { name: 'Authtoken' }).fill(wrongToken);
    await form().getByRole('button', { name: 'Test' }).click();
    const report = app.page.getByRole('alert').filter({ hasText: 'It does not work yet' });
    await report.waitFor();
    const words = await report.innerText();
    expect(words).toMatch(/authtoken/i);
    expect(words).toMatch(/dashboard/);
    expect(words).not.toContain(wrongToken);
    edge.resume();
  });

  it('tests the right one, saves it, and listens', async () => {
    await form().getByRole('textbox', { name: 'Authtoken' }).fill(rightToken);
    await form().getByRole('button', { name: 'Test' }).click();
    await app.page.getByRole('alert').filter({ hasText: 'It works' }).waitFor();
    await form().getByRole('button', { name: 'Save' }).click();
    const dialog = app.page.getByRole('dialog', { name: 'No keychain on this computer' });
    await dialog.getByRole('radio', { name: 'On the disk, not encrypted' }).check();
    await dialog.getByRole('button', { name: 'Save the secret' }).click();
    await app.page.getByText(`Listening at ${edge.publicOrigin}`).waitFor();
    await eventually(tooltip, (text) => text.startsWith('Ringback: Listening'));
    expect(await app.page.content()).not.toContain(rightToken);
    expect(edge.authentications.at(-1)).toBe(rightToken);
  });

  it('goes on with it after a restart', async () => {
    const before = edge.authentications.length;
    await app.close();
    app = await launchApp(desktop, { userData });
    await eventually(app.status, ({ reachability }) => reachability?.phase === 'listening');
    expect(edge.authentications.slice(before)).toEqual([rightToken]);
    expect(await readFile(join(userData, 'settings.json'), 'utf8')).not.toContain(rightToken);
    expect(await readFile(join(userData, 'logs/ringback.log'), 'utf8')).not.toContain('Authtoken000');
  });

  it('reconnects at once when asked to, instead of after the wait', async () => {
    edge.goOffline();
    await eventually(tooltip, (text) => text.startsWith('Ringback: Not listening since'));
    await app.page.getByRole('link', { name: 'Settings' }).click();
    const reconnect = app.page.getByRole('button', { name: 'Reconnect now' });
    // The wait is longer than a short break once several attempts have failed.
    await eventually(app.status, ({ reachability }) => {
      const next = reachability?.nextAttemptAt;
      return typeof next === 'string' && Date.parse(next) - Date.now() > 1500;
    });
    edge.resume();
    const asked = performance.now();
    await reconnect.click();
    await eventually(app.status, ({ reachability }) => reachability?.phase === 'listening');
    console.log(`reconnected ${Math.round(performance.now() - asked)} ms after the click`);
    await reconnect.waitFor({ state: 'detached' });
  });

  it('a webhook that the vendor turned off is repaired, and its call log asked, with one click each', async () => {
    const publicUrl = `${edge.publicOrigin}/hooks/desk`;
    const webhook = { webhook_id: 'b7e2', url: publicUrl, active: false, token: 't', events: ['call.ended'] };
    const vendor = await startApiServer(({ method, path, body }) => {
      if (path === '/v1/calls') return { json: { meta: { next_page_link: null }, calls: [] } };
      if (method === 'GET') return { json: { meta: { next_page_link: null }, webhooks: [webhook] } };
      Object.assign(webhook, JSON.parse(body));
      return { json: { webhook } };
    });
    const saved = await app.page.evaluate(
      async ({ apiBaseUrl, publicUrl }) => {
        const bridge = window.ringback as Bridge;
        const options = { apiBaseUrl };
        const source = { id: 'desk', name: 'Desk', provider: 'aircall' as const, options, publicUrl };
        const credentials = { apiId: 'id', apiToken: 'token' };
        return [
          await bridge.sources.save({ source, secrets: ['aircall-token'], withoutKeyring: 'memory' }),
          await bridge.sources.saveCredentials({ id: 'desk', credentials, withoutKeyring: 'memory' }),
        ];
      },
      { apiBaseUrl: vendor.url, publicUrl },
    );
    expect(saved).toEqual([{ ok: true }, { ok: true }]);
    await app.page.getByRole('link', { name: 'Health' }).click();
    const card = app.page.getByRole('region', { name: 'Desk' });
    await card.getByText('Aircall has turned the webhook off').waitFor();
    await card.getByRole('button', { name: 'Repair' }).click();
    await app.page.getByText('Repaired').waitFor();
    await card.getByText('Aircall has turned the webhook off').waitFor({ state: 'detached' });
    expect(webhook.active).toBe(true);

    const lists = () => vendor.asked.filter((asked) => asked === 'GET /v1/calls').length;
    const before = lists();
    await card.getByRole('button', { name: 'Check now' }).click();
    await eventually(lists, (count) => count > before);
    await card.getByText(/Nothing missing since/i).waitFor();

    const beforeWaking = lists();
    const { reachability } = await app.status();
    await app.electron.evaluate(({ powerMonitor }) => {
      powerMonitor.emit('suspend');
      powerMonitor.emit('resume');
    });
    await eventually(lists, (count) => count > beforeWaking);
    // A probe came through after waking.
    const { reachability: now } = await eventually(
      app.status,
      (status) =>
        status.reachability?.phase === 'listening' &&
        (status.reachability.lastProofAt ?? '') > (reachability?.lastProofAt ?? ''),
    );
    expect(now?.publicUrl).toBe(edge.publicOrigin);
  });
});
