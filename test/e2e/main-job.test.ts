import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bridge } from '#shared/contract/bridge.ts';
import { launchApp, type RunningApp } from '../support/desktop/app.ts';
import { type Desktop, startDesktop } from '../support/desktop/desktop.ts';
import { missedCallRequest, saveTwilioSource } from '../support/desktop/sources.ts';
import { eventually } from '../support/eventually.ts';

describe('a signed webhook becomes a notification whose click opens the CRM', () => {
  let desktop: Desktop;
  let app: RunningApp;
  let hook: string;
  const request = missedCallRequest({ CallSid: 'CA00000000000000000000000000000001' });

  const callCount = (): Promise<number> =>
    app.page.evaluate(async () => (await (window.ringback as Bridge).calls.list({})).total);

  beforeAll(async () => {
    desktop = await startDesktop();
    app = await launchApp(desktop);
    expect(await saveTwilioSource(app, 'memory')).toEqual({ ok: true });
    await app.page.evaluate(() =>
      (window.ringback as Bridge).settings.update({
        crmTemplate: 'https://crm.example/contacts?phone={e164}&call={providerCallId}',
        region: 'US',
      }),
    );
    hook = `${await app.listening()}/hooks/main`;
  });
  afterAll(async () => {
    await app?.close();
    await desktop?.stop();
  });

  it('shows one notification with the caller', async () => {
    const response = await fetch(hook, request);
    expect(response.status).toBe(200);
    const shown = await eventually(
      () => desktop.notifications.shown,
      (all) => all.length === 1,
    );
    expect(shown[0]?.title).toBe('Missed call - (415) 555-0123');
    expect(shown[0]?.actions).toContain('default');
  });

  it('opens the CRM record when the notification is clicked', async () => {
    desktop.notifications.click(desktop.notifications.shown[0]?.id ?? 0);
    const opened = await eventually(desktop.opened.read, (all) => all.length > 0);
    expect(opened).toEqual([
      'https://crm.example/contacts?phone=%2B14155550123&call=CA00000000000000000000000000000001',
    ]);
  });

  it('lists the call in the window', async () => {
    await app.page.getByText('(415) 555-0123').first().waitFor();
    expect(await callCount()).toBe(1);
  });

  it('shows the caller in the tray', async () => {
    const tray = desktop.tray;
    if (!tray) throw new Error('This desktop has a tray');
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

  it('changes nothing when the same request comes again', async () => {
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
    expect(await callCount()).toBe(2);
  });

  it('takes the notification back when a colleague took the call after all', async () => {
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

  it('answers a tampered request with 401 and keeps no call', async () => {
    const genuine = missedCallRequest({ CallSid: 'CA00000000000000000000000000000003' });
    const response = await fetch(hook, { ...genuine, body: genuine.body.replace('5550123', '5550199') });
    expect(response.status).toBe(401);
    expect(await callCount()).toBe(2);
    expect(desktop.notifications.shown).toHaveLength(2);
  });

  it('writes neither the secret nor a caller to the log', async () => {
    const { readFile } = await import('node:fs/promises');
    const log = await readFile(`${app.userData}/logs/ringback.log`, 'utf8');
    expect(log).toContain('start');
    expect(log).not.toContain('a-token-that-is-valid-nowhere');
    expect(log).not.toContain('4155550123');
  });
});
