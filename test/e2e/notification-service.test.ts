/** The notification service is away for a moment: at login it starts late, and it may restart at any time. */
import { expect } from 'vitest';
import { test as desktopTest } from '../support/desktop/fixtures.ts';
import { missedCallRequest, twilioSystem } from '../support/desktop/sources.ts';
import { addPhoneSystem, chooseCountry, keep } from '../support/desktop/window.ts';
import { eventually } from '../support/eventually.ts';

const test = desktopTest.extend('hook', { scope: 'file' }, async ({ app }) => {
  await addPhoneSystem(app.page, twilioSystem, keep.untilQuit);
  await chooseCountry(app.page, 'United States');
  return `${await app.listening()}/hooks/main`;
});

const miss = async (hook: string, n: number): Promise<void> => {
  const request = missedCallRequest({
    CallSid: `CA${String(n).padStart(32, '0')}`,
    From: `+1415555010${n % 10}`,
  });
  expect((await fetch(hook, request)).status).toBe(200);
};

test('a call that came while the service was away is shown when it is back, with a warning until then', async ({
  app,
  desktop,
  hook,
}) => {
  const titles = (): string[] => desktop.notifications.shown.map(({ title }) => title);
  const warnings = async (): Promise<string[]> => (await app.status()).problems.map(({ code }) => code);
  await desktop.notifications.leave();
  await miss(hook, 1);
  await eventually(warnings, (codes) => codes.includes('notifications-failed'));
  expect(titles()).toEqual([]);

  await desktop.notifications.comeBack();
  expect(await eventually(titles, (all) => all.length > 0)).toEqual(['Missed call - (415) 555-0101']);
  await eventually(warnings, (codes) => !codes.includes('notifications-failed'));
  await miss(hook, 2);
  expect(await eventually(titles, (all) => all.length > 1)).toEqual([
    'Missed call - (415) 555-0101',
    'Missed call - (415) 555-0102',
  ]);
});

test('one pop-up a caller, and one for all when more than five callers come at once', async ({
  app,
  desktop,
  hook,
}) => {
  const { notifications } = desktop;
  const open = (): string[] =>
    notifications.shown.filter(({ id }) => !notifications.closed.includes(id)).map(({ title }) => title);
  await miss(hook, 22);
  const last = await eventually(
    () => notifications.shown.at(-1),
    (one) => one?.body.includes('time in') ?? false,
  );
  expect(last).toMatchObject({
    title: 'Missed call - (415) 555-0102',
    body: expect.stringMatching(/^just now - 2nd time in 1 min/),
  });
  await eventually(open, (all) => all.length === 2);

  for (const n of [3, 4, 5, 6, 7]) await miss(hook, n);
  await eventually(open, (all) => all.length === 1 && all[0] === '8 missed calls');
  expect((await app.status()).problems).toEqual([]);
});
