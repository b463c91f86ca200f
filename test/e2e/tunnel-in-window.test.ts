/** One app through all of these tests: each goes on from what the one before it left. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { testWithTunnel } from '../support/desktop/fixtures.ts';
import { editSettings } from '../support/desktop/profile.ts';
import { consent, keep, openScreen, saveAccess, setSecret, tunnelForm } from '../support/desktop/window.ts';
import { eventually } from '../support/eventually.ts';
import { startApiServer } from '../support/vendors/server.ts';

const wrongToken = '2wrongAuthtoken0000000000000_000000000000000000';
const rightToken = '2rightAuthtoken0000000000000_111111111111111111';

/** The form of the tunnel, in the window's settings. */
const test = testWithTunnel.extend('form', { scope: 'file' }, async ({ app }) => {
  await openScreen(app.page, 'Settings');
  return tunnelForm(app.page);
});

test('a test of a wrong token says what is wrong and what to do, without the token', async ({
  app,
  edge,
  form,
}) => {
  edge.refuse(
    'The authtoken you specified does not look like a proper ngrok authtoken.\r\nYour authtoken: TOKEN\r\n\r\nERR_NGROK_105\r\n',
  );
  await form.getByRole('textbox', { name: 'Authtoken' }).fill(wrongToken);
  await form.getByRole('button', { name: 'Test' }).click();
  const report = app.page.getByRole('alert').filter({ hasText: 'It does not work yet' });
  await report.waitFor();
  const words = await report.innerText();
  expect(words).toMatch(/authtoken/i);
  expect(words).toMatch(/dashboard/);
  expect(words).not.toContain(wrongToken);
  edge.resume();
});

test('a token that is tested and saved makes the app listen at the public address', async ({
  app,
  edge,
  tray,
  form,
}) => {
  await form.getByRole('textbox', { name: 'Authtoken' }).fill(rightToken);
  await form.getByRole('button', { name: 'Test' }).click();
  await app.page.getByRole('alert').filter({ hasText: 'It works' }).waitFor();
  await form.getByRole('button', { name: 'Save' }).click();
  await consent(app.page, keep.onDisk);
  await app.page.getByText(`Listening at ${edge.publicOrigin}`).waitFor();
  await eventually(
    () => tray.tooltip(),
    (text) => text.startsWith('Ringback: Listening'),
  );
  expect(await app.page.content()).not.toContain(rightToken);
  expect(edge.authentications.at(-1)).toBe(rightToken);
});

test('the tunnel is opened again after a restart', async ({ app, edge }) => {
  const before = edge.authentications.length;
  await app.restart();
  await eventually(app.status, ({ reachability }) => reachability?.phase === 'listening');
  expect(edge.authentications.slice(before)).toEqual([rightToken]);
  expect(await readFile(join(app.userData, 'settings.json'), 'utf8')).not.toContain(rightToken);
  expect(await readFile(join(app.userData, 'logs/ringback.log'), 'utf8')).not.toContain('Authtoken000');
});

test('a click on "Reconnect now" reconnects at once instead of after the wait', async ({
  app,
  edge,
  tray,
}) => {
  edge.goOffline();
  await eventually(
    () => tray.tooltip(),
    (text) => text.startsWith('Ringback: Not listening since'),
  );
  await openScreen(app.page, 'Settings');
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

test('a webhook that the vendor turned off is repaired, and its call log asked, with one click each', async ({
  app,
  edge,
}) => {
  const publicUrl = `${edge.publicOrigin}/hooks/desk`;
  const webhook = { webhook_id: 'b7e2', url: publicUrl, active: false, token: 't', events: ['call.ended'] };
  const vendor = await startApiServer(({ method, path, body }) => {
    if (path === '/v1/calls') return { json: { meta: { next_page_link: null }, calls: [] } };
    if (method === 'GET') return { json: { meta: { next_page_link: null }, webhooks: [webhook] } };
    Object.assign(webhook, JSON.parse(body));
    return { json: { webhook } };
  });
  // The window cannot be told of another server than the vendor's own.
  const options = { apiBaseUrl: vendor.url };
  await app.close();
  await editSettings(app.userData, {
    sources: [{ id: 'desk', name: 'Desk', provider: 'aircall', options, publicUrl }],
  });
  await app.restart();
  await setSecret(app.page, 'Desk', 'Webhook token', 'aircall-token', keep.untilQuit);
  await saveAccess(app.page, 'Desk', { 'API ID': 'id', 'API token': 'token' }, keep.untilQuit);
  await openScreen(app.page, 'Health');
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
