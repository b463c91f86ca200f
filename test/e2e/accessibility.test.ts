/** Each screen of the real app in both appearances, checked with axe's WCAG 2.2 AA rules. One app through all of them. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect } from 'vitest';
import type { RunningApp } from '../support/desktop/app.ts';
import { test as desktopTest } from '../support/desktop/fixtures.ts';
import { missedCallRequest, twilioSystem } from '../support/desktop/sources.ts';
import {
  addPhoneSystem,
  chooseAppearance,
  keep,
  openPhoneSystem,
  openScreen,
  tunnelForm,
  webhookAddress,
} from '../support/desktop/window.ts';

type Appearance = 'light' | 'dark';
const appearances = ['light', 'dark'] as const;
const require = createRequire(import.meta.url);

/** A phone system whose path is its only protection. */
const openSystem = {
  kind: 'hmac',
  name: 'PBX',
  switches: ['This phone system cannot sign its webhooks'],
};

const test = desktopTest
  .extend('axe', { scope: 'file' }, () => readFile(require.resolve('axe-core/axe.min.js'), 'utf8'))
  .extend('screen', { scope: 'file' }, async ({ app, axe }) => {
    await app.listening();
    return screenOf(app, axe);
  })
  /** Where the phone system without signatures posts to. */
  .extend('openHook', { scope: 'file' }, async ({ app }) => {
    await addPhoneSystem(app.page, openSystem);
    await app.listening();
    return webhookAddress(app.page);
  })
  .extend('twilioHook', { scope: 'file' }, async ({ app }) => {
    await addPhoneSystem(app.page, twilioSystem, keep.untilQuit);
    return `${await app.listening()}/hooks/main`;
  });

function screenOf({ page }: RunningApp, axe: string) {
  /** axe is handed over the debugger, as the page's policy admits no foreign script. */
  const violations = async (): Promise<string[]> => {
    await page.evaluate(axe);
    const results = await page.evaluate(async () => {
      const { run } = Reflect.get(window, 'axe') as { run(options: object): Promise<AxeResults> };
      return run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    });
    return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  };
  const isShownAs = (appearance: Appearance) =>
    page.waitForFunction(
      (value) => document.documentElement.getAttribute('data-mantine-color-scheme') === value,
      appearance,
    );
  /** What fades in has its own contrast only at the end. */
  const settled = () =>
    page.waitForFunction(() => {
      const isOpaque = (element: Element) => getComputedStyle(element).opacity === '1';
      return (
        [...document.querySelectorAll('[role="dialog"]')].every(isOpaque) &&
        document.getAnimations().every(({ playState }) => playState !== 'running')
      );
    });
  /** Checks what is shown. The desktop changes its appearance, and the app with it. */
  const check = async (appearance: Appearance): Promise<void> => {
    await page.emulateMedia({ colorScheme: appearance });
    await isShownAs(appearance);
    await settled();
    expect(await violations()).toEqual([]);
  };
  return { check, isShownAs };
}

test.for(appearances)('the screen of a first start is accessible, %s', (appearance, { screen }) =>
  screen.check(appearance),
);

test.for(appearances)('the settings are accessible, %s', async (appearance, { app, screen }) => {
  await openScreen(app.page, 'Settings');
  await screen.check(appearance);
});

test('the appearance that is chosen in the settings outweighs the desktop’s', async ({ app, screen }) => {
  await app.page.emulateMedia({ colorScheme: 'light' });
  await chooseAppearance(app.page, 'Dark');
  await screen.isShownAs('dark');
  await app.page.emulateMedia({ colorScheme: 'dark' });
  await chooseAppearance(app.page, 'Light');
  await screen.isShownAs('light');
  await chooseAppearance(app.page, /system/i);
  await screen.isShownAs('dark');
});

test.for(appearances)('a tunnel being set up is accessible, %s', async (appearance, { app, screen }) => {
  await openScreen(app.page, 'Settings');
  await tunnelForm(app.page).getByRole('combobox', { name: 'Kind' }).selectOption('ssh');
  await app.page.getByLabel('Passphrase of the key').waitFor();
  await screen.check(appearance);
});

test.for(appearances)('the details of the status are accessible, %s', async (appearance, { app, screen }) => {
  const button = app.page.getByRole('button', { name: 'How this is known' });
  await button.click();
  await app.page.getByRole('dialog', { name: 'Connection' }).waitFor();
  await screen.check(appearance);
  await button.click();
});

test.for(appearances)(
  'the fields of any other phone system are accessible, %s',
  async (appearance, { app, screen, openHook }) => {
    const answer = await fetch(openHook, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ event: 'no_answer', call: { id: 1, from: '+14155550123' } }),
    });
    expect(answer.status).toBe(200);
    await openPhoneSystem(app.page, openSystem.name);
    await app.page.getByRole('button', { name: 'Map the fields' }).click();
    await app.page.getByRole('button', { name: /^Take Call ID from call\.id/ }).click();
    await screen.check(appearance);
  },
);

test.for(appearances)(
  'the callers to call back are accessible, %s',
  async (appearance, { app, screen, twilioHook }) => {
    const CallSid = `CA${appearance.padEnd(32, '0')}`;
    expect((await fetch(twilioHook, missedCallRequest({ CallSid }))).status).toBe(200);
    await openScreen(app.page, 'To call back');
    await app.page
      .getByText(/555.0123/)
      .first()
      .waitFor();
    await screen.check(appearance);
  },
);

test.for(appearances)('all calls are accessible, %s', async (appearance, { app, screen }) => {
  await openScreen(app.page, 'All calls');
  await app.page
    .getByText(/555.0123/)
    .first()
    .waitFor();
  await screen.check(appearance);
});
