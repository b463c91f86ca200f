/** One app through all of these tests: each goes on from what the one before it left. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { callCounts } from '../support/desktop/database.ts';
import { test as desktopTest } from '../support/desktop/fixtures.ts';
import { authToken, missedCallRequest, twilioSystem } from '../support/desktop/sources.ts';
import {
  addPhoneSystem,
  chooseCountry,
  countCalls,
  keep,
  openScreen,
  setCrmAddress,
} from '../support/desktop/window.ts';
import { closeWindow, windowState } from '../support/desktop/window-state.ts';
import { eventually } from '../support/eventually.ts';

const request = missedCallRequest({ CallSid: 'CA00000000000000000000000000000001' });

const test = desktopTest.extend('hook', { scope: 'file' }, async ({ app }) => {
  await addPhoneSystem(app.page, twilioSystem, keep.untilQuit);
  await setCrmAddress(app.page, 'https://crm.example/contacts?phone={e164}&call={providerCallId}');
  await chooseCountry(app.page, 'United States');
  return `${await app.listening()}/hooks/main`;
});

test('a signed webhook shows one notification with the caller', async ({ desktop, hook }) => {
  const response = await fetch(hook, request);
  expect(response.status).toBe(200);
  const shown = await eventually(
    () => desktop.notifications.shown,
    (all) => all.length === 1,
  );
  expect(shown[0]?.title).toBe('Missed call - (415) 555-0123');
  expect(shown[0]?.actions).toContain('default');
});

test('a click on the notification opens the CRM record', async ({ desktop }) => {
  desktop.notifications.click(desktop.notifications.shown[0]?.id ?? 0);
  const opened = await eventually(desktop.opened.read, (all) => all.length > 0);
  expect(opened).toEqual([
    'https://crm.example/contacts?phone=%2B14155550123&call=CA00000000000000000000000000000001',
  ]);
});

test('the window lists the caller to call back, and the call', async ({ app }) => {
  await openScreen(app.page, 'To call back');
  await app.page.getByRole('list', { name: 'To call back' }).getByText('(415) 555-0123').first().waitFor();
  expect(await countCalls(app.page)).toBe(1);
});

test('the tray shows the caller', async ({ tray }) => {
  const labels = await eventually(
    async () => (await tray.menu()).map(({ label }) => label),
    (all) => all.some((label) => label.includes('(415) 555-0123')),
  );
  expect(labels[0]).toMatch(/^Listening on this computer only - last event /);
  expect(labels).toContain('1 to call back');
  expect(labels).toContain('Open Ringback');
  expect(labels).toContain('Quit');
  expect(await tray.tooltip()).toMatch(
    /^Ringback: Listening on this computer only - last event .+\. 1 to call back\.$/,
  );
});

test('the same webhook again changes nothing', async ({ app, desktop, hook }) => {
  const response = await fetch(hook, request);
  expect(response.status).toBe(200);
  // A second, different call proves that everything before it has been through the worker.
  const marker = missedCallRequest({ CallSid: 'CA00000000000000000000000000000002', From: '+14155550147' });
  expect((await fetch(hook, marker)).status).toBe(200);
  await eventually(
    () => desktop.notifications.shown.map(({ title }) => title),
    (titles) => titles.includes('Missed call - (415) 555-0147'),
  );
  expect(desktop.notifications.shown).toHaveLength(2);
  expect(callCounts(join(app.userData, 'data')).size).toBe(2);
  await eventually(
    () => countCalls(app.page),
    (count) => count === 2,
  );
});

test('the notification is taken back when a colleague took the call after all', async ({ desktop, hook }) => {
  const [, missed] = desktop.notifications.shown;
  expect(desktop.notifications.closed).not.toContain(missed?.id);
  const answered = missedCallRequest({
    CallSid: 'CA00000000000000000000000000000002',
    From: '+14155550147',
    DialCallStatus: 'completed',
  });
  expect((await fetch(hook, answered)).status).toBe(200);
  await eventually(
    () => desktop.notifications.closed,
    (closed) => closed.includes(missed?.id ?? 0),
  );
  expect(desktop.notifications.shown).toHaveLength(2);
});

test('a tampered webhook is answered with 401 and leaves no call', async ({ app, desktop, hook }) => {
  const genuine = missedCallRequest({ CallSid: 'CA00000000000000000000000000000003' });
  const response = await fetch(hook, { ...genuine, body: genuine.body.replace('5550123', '5550199') });
  expect(response.status).toBe(401);
  expect(callCounts(join(app.userData, 'data')).size).toBe(2);
  expect(await countCalls(app.page)).toBe(2);
  expect(desktop.notifications.shown).toHaveLength(2);
});

test('a click where nothing opens the link brings the caller up in the window, and says why', async ({
  app,
  desktop,
  hook,
}) => {
  const { shown } = desktop.notifications;
  const before = shown.length;
  const request = missedCallRequest({ CallSid: 'CA00000000000000000000000000000004' });
  expect((await fetch(hook, request)).status).toBe(200);
  await eventually(
    () => shown.length,
    (count) => count > before,
  );
  const { id = 0 } = shown.at(-1) ?? {};
  await closeWindow(app);
  await eventually(
    () => windowState(app),
    ({ visible }) => !visible,
  );
  await desktop.opened.exitWith(3);
  const opened = await desktop.opened.read();
  desktop.notifications.click(id);
  await eventually(
    () => windowState(app),
    ({ visible }) => visible,
  );
  await app.page.getByText('The CRM was not opened').waitFor();
  await app.page.getByText('No program on this computer opens links (https:).').waitFor();
  await app.page.getByRole('list', { name: 'To call back' }).getByText('(415) 555-0123').first().waitFor();

  await app.page.keyboard.press('c');
  await app.page.getByText('No program on this computer opens calls (tel:).').waitFor();
  await app.page.getByRole('button', { name: 'Copy number' }).last().waitFor();
  expect(await desktop.opened.read()).toEqual(opened);

  await desktop.opened.exitWith(0);
  await app.page.keyboard.press('c');
  await app.page.getByText('Calling (415) 555-0123. Nothing happened?').waitFor();
  expect(await desktop.opened.read()).toEqual([...opened, 'tel:+14155550123']);
});

test('the log has neither the secret nor a caller', async ({ app }) => {
  const log = await readFile(join(app.userData, 'logs/ringback.log'), 'utf8');
  expect(log).toContain('start');
  expect(log).not.toContain(authToken);
  expect(log).not.toContain('4155550123');
});
