/** The tunnel dies and comes back. One app through all of these tests: each goes on from what the one before it left. */
import { join } from 'node:path';
import { expect } from 'vitest';
import { providerDescriptions } from '#shared/providers/index.ts';
import { startVendorApi } from '../support/call-logs/server.ts';
import { type Happened, type PlayedVendor, playedVendors } from '../support/call-logs/vendors.ts';
import { callCounts } from '../support/desktop/database.ts';
import { testWithTunnel as test } from '../support/desktop/fixtures.ts';
import { editSettings } from '../support/desktop/profile.ts';
import { authToken, twilioSource } from '../support/desktop/sources.ts';
import type { TrayWatcher } from '../support/desktop/tray-watcher.ts';
import { countCalls, keep, saveAccess, saveTunnelToken, setSecret } from '../support/desktop/window.ts';
import { eventually } from '../support/eventually.ts';

const twilio = playedVendors.find(({ provider }) => provider === 'twilio') as PlayedVendor;

/** What Settings asks for, by its labels. */
const access = Object.fromEntries(
  (providerDescriptions.twilio.credentials ?? []).map(({ name, label }) => [
    label,
    String(Reflect.get(twilio.credentials, name)),
  ]),
);
const authtoken = '2nd_secretAuthtoken0123456789';

/** @returns milliseconds until the tray says so. */
async function timeUntilTray(tray: TrayWatcher, says: RegExp, timeoutMs: number): Promise<number> {
  const from = performance.now();
  await eventually(
    () => tray.tooltip(),
    (text) => says.test(text),
    timeoutMs,
  );
  return Math.round(performance.now() - from);
}

test('a tunnel that is saved counts as listening only when a probe came through', async ({
  app,
  edge,
  tray,
}) => {
  await saveTunnelToken(app.page, authtoken, keep.onDisk);
  await eventually(app.status, ({ reachability }) => reachability?.phase === 'listening');
  const { phase, reachability } = await app.status();
  expect(phase).toBe('listening');
  expect(reachability).toMatchObject({ kind: 'ngrok', publicUrl: edge.publicOrigin });
  await timeUntilTray(tray, /^Ringback: Listening/, 10_000);
  expect(JSON.stringify(await app.settings())).not.toContain('secretAuthtoken');
  expect(await app.page.content()).not.toContain('secretAuthtoken');
});

test('the tray says within 30 s that the tunnel stalls, with the reason, and it comes back automatically', async ({
  app,
  edge,
  tray,
}) => {
  const before = await tray.pixels();
  edge.stall();
  const noticed = await timeUntilTray(
    tray,
    /^Ringback: Not listening since \d{1,2}:\d\d(\s[AP]M)?: ngrok does not answer/,
    30_000,
  );
  expect((await tray.menu())[0]?.label).toMatch(/^Not listening since/);
  expect(await tray.pixels()).not.toBe(before);
  edge.resume();
  const back = await timeUntilTray(tray, /^Ringback: Listening/, 30_000);
  console.log(`stall: in the tray after ${noticed} ms; back after ${back} ms`);
  expect(back).toBeLessThan(6_000);
  expect(app.output()).not.toContain('secretAuthtoken');
});

test('calls that were missed while the tunnel was down are found, and notified once', async ({
  app,
  desktop,
  edge,
  tray,
}) => {
  const calls: Happened[] = [];
  const api = await startVendorApi(twilio.api(() => calls));
  // The window cannot be told of another server than the vendor's own.
  await app.close();
  await editSettings(app.userData, {
    sources: [{ ...twilioSource, options: { apiBaseUrl: api.url } }],
  });
  await app.restart();
  await setSecret(app.page, twilioSource.name, 'Auth token', authToken, keep.untilQuit);
  await saveAccess(app.page, twilioSource.name, access, keep.untilQuit);
  const known = async () => (await app.status()).completeness?.sources[0];
  await eventually(known, (source) => source?.state === 'complete');
  await timeUntilTray(tray, /^Ringback: Listening - .*nothing missing since/, 30_000);
  const shownBefore = desktop.notifications.shown.length;

  edge.goOffline();
  const noticed = await timeUntilTray(tray, /^Ringback: Not listening since/, 30_000);
  // The vendor lists them only now: they are older than what is told one by one, and within what is looked at again.
  for (let n = 1; n <= 10; n++)
    calls.push({
      n,
      at: Date.now() - 9.5 * 60_000 + n * 20_000,
      isMissed: n <= 7,
      from: `+141555501${n + 10}`,
    });
  edge.resume();
  const back = await timeUntilTray(tray, /^Ringback: Listening/, 30_000);
  console.log(`offline: in the tray after ${noticed} ms; back after ${back} ms`);

  const told = () => desktop.notifications.shown.slice(shownBefore).map(({ title }) => title);
  await eventually(told, (titles) => titles.length > 0, 30_000);
  await timeUntilTray(tray, /nothing missing since .*7 to call back/, 10_000);
  expect(told()).toEqual(['7 missed calls while you were away']);
  expect(callCounts(join(app.userData, 'data')).size).toBe(10);
  expect(await countCalls(app.page)).toBe(10);
  const rows = app.page.getByRole('list', { name: 'All calls' }).locator('[aria-setsize]');
  const texts = await rows.allInnerTexts();
  expect(texts).toHaveLength(10);
  expect(texts.every((text) => text.includes('found later'))).toBe(true);
});
