import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bridge } from '#shared/contract/bridge.ts';
import { launchApp, type RunningApp } from '../support/desktop/app.ts';
import { type Desktop, startDesktop } from '../support/desktop/desktop.ts';
import { missedCallRequest, saveTwilioSource } from '../support/desktop/sources.ts';

/** Each screen of the real app in both appearances, checked with axe's WCAG 2.2 AA rules. */
describe('every screen is accessible', () => {
  let desktop: Desktop;
  let app: RunningApp;
  let axe: string;

  beforeAll(async () => {
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    desktop = await startDesktop();
    app = await launchApp(desktop);
    await app.listening();
  });
  afterAll(async () => {
    await app?.close();
    await desktop?.stop();
  });

  /** axe is handed over the debugger, as the page's policy admits no foreign script. */
  async function violations(): Promise<string[]> {
    await app.page.evaluate(axe);
    const results = await app.page.evaluate(async () => {
      const { run } = Reflect.get(window, 'axe') as { run(options: object): Promise<AxeResults> };
      return run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    });
    return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }

  async function check(appearance: 'light' | 'dark'): Promise<void> {
    await app.page.evaluate(
      (value) => (window.ringback as Bridge).settings.update({ appearance: value }),
      appearance,
    );
    await app.page.waitForFunction(
      (value) => document.documentElement.getAttribute('data-mantine-color-scheme') === value,
      appearance,
    );
    await settled();
    expect(await violations()).toEqual([]);
  }
  /** What fades in has its own contrast only at the end. */
  async function settled(): Promise<void> {
    await app.page.waitForFunction(() => {
      const isOpaque = (element: Element) => getComputedStyle(element).opacity === '1';
      return (
        [...document.querySelectorAll('[role="dialog"]')].every(isOpaque) &&
        document.getAnimations().every(({ playState }) => playState !== 'running')
      );
    });
  }
  /** A phone system whose path is its only protection. */
  async function saveOpenSource(): Promise<void> {
    const saved = await app.page.evaluate(() =>
      (window.ringback as Bridge).sources.save({
        source: { id: 'pbx', name: 'PBX', provider: 'hmac', options: { unauthenticated: true } },
      }),
    );
    expect(saved).toEqual({ ok: true });
  }
  const open = (name: RegExp): Promise<void> => app.page.getByRole('link', { name }).first().click();

  it.each(['light', 'dark'] as const)('first start, %s', (appearance) => check(appearance));

  it.each(['light', 'dark'] as const)('settings, %s', async (appearance) => {
    await open(/Settings/);
    await check(appearance);
  });

  it.each(['light', 'dark'] as const)('a tunnel being set up, %s', async (appearance) => {
    await open(/Settings/);
    await app.page.getByRole('combobox', { name: 'Kind' }).selectOption('ssh');
    await app.page.getByLabel('Passphrase of the key').waitFor();
    await check(appearance);
  });

  it.each(['light', 'dark'] as const)('how it is known that calls arrive, %s', async (appearance) => {
    const button = app.page.getByRole('button', { name: 'How this is known' });
    await button.click();
    await app.page.getByRole('dialog', { name: 'Connection' }).waitFor();
    await check(appearance);
    await button.click();
  });

  it.each(['light', 'dark'] as const)('the fields of any other phone system, %s', async (appearance) => {
    await saveOpenSource();
    const url = await app.listening();
    const answer = await fetch(`${url}/hooks/pbx`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ event: 'no_answer', call: { id: 1, from: '+14155550123' } }),
    });
    expect(answer.status).toBe(200);
    await open(/Settings/);
    await open(/PBX/);
    await app.page.getByRole('button', { name: 'Map the fields' }).click();
    await app.page.getByRole('button', { name: /^Take Call ID from call\.id/ }).click();
    await check(appearance);
  });

  it.each(['light', 'dark'] as const)('callers to call back, %s', async (appearance) => {
    await saveTwilioSource(app, 'memory');
    const url = await app.listening();
    const CallSid = `CA${appearance.padEnd(32, '0')}`;
    expect((await fetch(`${url}/hooks/main`, missedCallRequest({ CallSid }))).status).toBe(200);
    await open(/To call back/);
    await app.page
      .getByText(/555.0123/)
      .first()
      .waitFor();
    await check(appearance);
  });

  it.each(['light', 'dark'] as const)('all calls, %s', async (appearance) => {
    await open(/All calls/);
    await app.page
      .getByText(/555.0123/)
      .first()
      .waitFor();
    await check(appearance);
  });
});
