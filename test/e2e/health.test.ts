import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bridge } from '#shared/contract/bridge.ts';
import { launchApp, type RunningApp } from '../support/desktop/app.ts';
import { type Desktop, startDesktop } from '../support/desktop/desktop.ts';
import { saveTwilioSource } from '../support/desktop/sources.ts';

describe('Health, in the real app', () => {
  let desktop: Desktop;
  let app: RunningApp;

  beforeAll(async () => {
    desktop = await startDesktop();
    app = await launchApp(desktop);
    expect(await saveTwilioSource(app, 'memory')).toEqual({ ok: true });
    await app.listening();
    await app.page.getByRole('link', { name: 'Health' }).click();
  });
  afterAll(async () => {
    await app?.close();
    await desktop?.stop();
  });

  const test = async (choice: string): Promise<string[]> => {
    await app.page.getByRole('button', { name: 'Send a test call' }).click();
    await app.page.getByRole('menuitem', { name: choice }).click();
    await app.page.getByRole('heading', { name: `Test: ${choice.toLowerCase()}` }).waitFor();
    return app.page.getByRole('list', { name: 'Result of the test' }).getByRole('listitem').allInnerTexts();
  };

  it('sends a genuine missed call to itself, which is then to be called back', async () => {
    const results = await test('Missed call');
    expect(results.length).toBeGreaterThan(0);
    for (const result of results) expect(result).toContain('Accepted (200)');
    await app.page.getByRole('link', { name: /To call back 1/ }).waitFor();
  });

  it('says nothing of the phone system by it, and takes it out of the list again', async () => {
    const [health] = await app.page.evaluate(() => (window.ringback as Bridge).sources.getHealth());
    expect(health).toMatchObject({ lastEventAt: null, secrets: [{ lastUsedAt: null }] });
    await app.page.getByRole('button', { name: 'Remove test calls' }).click();
    await app.page.getByRole('link', { name: 'To call back', exact: true }).waitFor();
  });

  it('refuses a changed request, and keeps it with the reason', async () => {
    const results = await test('A changed request');
    expect(results.some((result) => result.includes('Refused (401)'))).toBe(true);
    await app.page.getByRole('tab', { name: 'Quarantine' }).click();
    const list = app.page.getByRole('list', { name: 'Quarantine' });
    await list
      .getByText(/Signature does not match/)
      .first()
      .waitFor();
    await app.page.getByRole('region', { name: 'Delivery' }).getByText('Body', { exact: true }).waitFor();
  });

  it('lists every delivery', async () => {
    await app.page.getByRole('tab', { name: 'Deliveries' }).click();
    await app.page.getByRole('list', { name: 'Deliveries' }).getByText('Accepted').first().waitFor();
    const { deliveries } = await app.page.evaluate(() => (window.ringback as Bridge).deliveries.list({}));
    expect(deliveries.map(({ outcome }) => outcome)).toContain('rejected');
  });
});
