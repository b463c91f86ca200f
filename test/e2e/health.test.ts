/** One app through all of these tests: each goes on from what the one before it left. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test as desktopTest } from '../support/desktop/fixtures.ts';
import { twilioSystem } from '../support/desktop/sources.ts';
import { addPhoneSystem, keep, openScreen } from '../support/desktop/window.ts';
import { eventually } from '../support/eventually.ts';

/** The window, with one phone system, at Health. */
const test = desktopTest.extend('page', { scope: 'file' }, async ({ app }) => {
  await addPhoneSystem(app.page, twilioSystem, keep.untilQuit);
  await app.listening();
  await openScreen(app.page, 'Health');
  return app.page;
});

/** Sends a test call. @returns what the window says became of each request. */
async function sendTestCall(page: Page, choice: string): Promise<string[]> {
  await page.getByRole('button', { name: 'Send a test call' }).click();
  await page.getByRole('menuitem', { name: choice }).click();
  await page.getByRole('heading', { name: `Test: ${choice.toLowerCase()}` }).waitFor();
  return page.getByRole('list', { name: 'Result of the test' }).getByRole('listitem').allInnerTexts();
}

test('a test call from Health is a genuine missed call, which is then to be called back', async ({
  page,
}) => {
  const results = await sendTestCall(page, 'Missed call');
  expect(results.length).toBeGreaterThan(0);
  for (const result of results) expect(result).toContain('Accepted (200)');
  await page.getByRole('link', { name: /To call back 1/ }).waitFor();
});

test('a test call says nothing of the phone system, and is taken out of the list again', async ({ page }) => {
  const card = page.getByRole('region', { name: twilioSystem.name });
  const words = await card.innerText();
  expect(words).toMatch(/Last event\s+None yet/);
  expect(words).toMatch(/Last used: not yet/);
  await page.getByRole('button', { name: 'Remove test calls' }).click();
  await page.getByRole('link', { name: 'To call back', exact: true }).waitFor();
});

test('a changed test request is refused, and kept with the reason', async ({ page }) => {
  const results = await sendTestCall(page, 'A changed request');
  expect(results.some((result) => result.includes('Refused (401)'))).toBe(true);
  await page.getByRole('tab', { name: 'Quarantine' }).click();
  const list = page.getByRole('list', { name: 'Quarantine' });
  await list
    .getByText(/Signature does not match/)
    .first()
    .waitFor();
  await page.getByRole('region', { name: 'Delivery' }).getByText('Body', { exact: true }).waitFor();
});

test('Health lists every delivery, accepted or refused', async ({ page }) => {
  await page.getByRole('tab', { name: 'Deliveries' }).click();
  await page.getByRole('list', { name: 'Deliveries' }).getByText('Accepted').first().waitFor();
  const list = page.getByRole('list', { name: 'Deliveries' });
  const texts = await eventually(
    () => list.getByRole('listitem').allInnerTexts(),
    (all) => all.some((text) => text.includes('Refused')),
  );
  expect(texts.some((text) => text.includes('Accepted'))).toBe(true);
});
