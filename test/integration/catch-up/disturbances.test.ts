/** What goes wrong while a call log is looked through, and what is claimed of it. */
import { expect, it } from 'vitest';
import { looked, openLaptop } from '../../support/call-logs/laptop.ts';
import { startVendorApi, type VendorApi } from '../../support/call-logs/server.ts';
import { type Happened, type PlayedVendor, playedVendors } from '../../support/call-logs/vendors.ts';
import { temporaryFolder } from '../../support/engine-process.ts';
import { eventually } from '../../support/eventually.ts';

const now = Date.UTC(2026, 10, 23, 17);
const calls: Happened[] = Array.from({ length: 40 }, (_, n) => ({
  n: n + 1,
  at: now - (n + 1) * 600_000,
  isMissed: true,
  from: `+141555501${String(n + 10)}`,
}));

const vendorOf = (provider: string): PlayedVendor => {
  const vendor = playedVendors.find((one) => one.provider === provider);
  if (!vendor) throw new Error(`No such vendor: ${provider}`);
  return vendor;
};
const sourceOf = (vendor: PlayedVendor, api: VendorApi, credentials = vendor.credentials) => ({
  provider: vendor.provider,
  credentials,
  options: { apiBaseUrl: api.url },
});

async function firstLook(laptop: ReturnType<typeof openLaptop>) {
  laptop.catchUp.start();
  await eventually(
    () => laptop.told.at(-1)?.sources[0]?.state,
    (state) => state !== undefined && state !== 'checking',
  );
  return laptop.told.at(-1)?.sources[0];
}

it('waits as long as the vendor asks, in seconds or until a date, and repeats what may pass', async () => {
  const vendor = vendorOf('aircall');
  const api = await startVendorApi(vendor.api(() => calls));
  const date = new Date(Date.now() + 120_000).toUTCString();
  api.disturb(
    { status: 429, headers: { 'retry-after': '7' }, json: {} },
    { status: 429, headers: { 'retry-after': date }, json: {} },
    { status: 503, json: {} },
  );
  const laptop = openLaptop({ source: sourceOf(vendor, api), clock: { now } });
  expect(await firstLook(laptop)).toMatchObject({ state: 'complete' });
  expect(laptop.waits[0]).toBe(7000);
  expect(laptop.waits[1]).toBeGreaterThan(110_000);
  expect(laptop.waits[1]).toBeLessThanOrEqual(120_000);
  expect(laptop.waits[2]).toBeLessThanOrEqual(2000);
  expect(laptop.waits).toHaveLength(3);
  expect(laptop.calls()).toHaveLength(40);
});

it.each(playedVendors)('$provider: refused credentials are said, with what to do', async (vendor) => {
  const api = await startVendorApi(vendor.api(() => calls));
  const wrong = Object.fromEntries(Object.keys(vendor.credentials).map((name) => [name, 'expired']));
  const laptop = openLaptop({ source: sourceOf(vendor, api, wrong), clock: { now } });
  const state = await firstLook(laptop);
  expect(state).toMatchObject({ state: 'failed', from: null, to: null });
  expect(state).toMatchObject({
    reason: expect.stringMatching(/refused the credentials/),
    reasonCode: 'refused',
  });
  expect(state?.fix).toBe('Enter new API credentials for this phone system in Settings.');
  expect(laptop.told.at(-1)?.nothingMissingSince).toBeNull();
  expect(laptop.waits).toEqual([]);
  expect(laptop.calls()).toEqual([]);
});

it('credentials that expire later take nothing back of what was seen, and claim nothing more', async () => {
  const vendor = vendorOf('dialpad');
  const api = await startVendorApi(vendor.api(() => calls));
  const clock = { now };
  const laptop = openLaptop({ source: sourceOf(vendor, api), clock });
  await firstLook(laptop);
  clock.now += 3_600_000;
  api.disturb({ status: 401, json: {} });
  expect(await looked(laptop)).toMatchObject({
    state: 'failed',
    to: new Date(now).toISOString(),
    nothingMissingSince: null,
  });
});

it.each([
  ['nonsense', { status: 200, json: { calls: 'none' } }],
  [
    'another list’s next page',
    { status: 200, json: { calls: [], next_page_uri: 'https://elsewhere.example/Calls.json' } },
  ],
  [
    'a page that is its own next one',
    { status: 200, json: { calls: [], next_page_uri: '/2010-04-01/Accounts/AC0123/Calls.json?Page=1' } },
  ],
])('an answer of %s is a failure, not a complete list', async (_what, answer) => {
  const vendor = vendorOf('twilio');
  const api = await startVendorApi(vendor.api(() => calls));
  api.disturb(answer, answer);
  const laptop = openLaptop({ source: sourceOf(vendor, api), clock: { now } });
  expect(await firstLook(laptop)).toMatchObject({ state: 'failed', from: null });
});

it.each(playedVendors)('$provider: killed between pages, it goes on where it was', async (vendor) => {
  const dataFolder = temporaryFolder();
  const clock = { now };
  let isKilled = false;
  let kept = 0;
  const api = await startVendorApi(vendor.api(() => calls));
  const intercept = () => {
    kept += 1;
    if (kept > 18) isKilled = true;
    // Nothing is written any more, as after a kill -9.
    if (isKilled) throw new Error('killed');
  };
  const first = openLaptop({ source: sourceOf(vendor, api), clock, dataFolder, intercept });
  expect(await firstLook(first)).toMatchObject({ state: 'failed', from: null, to: null });
  await first.close();
  const before = api.requests.length;

  clock.now += 60_000;
  const second = openLaptop({ source: sourceOf(vendor, api), clock, dataFolder });
  expect(await firstLook(second)).toMatchObject({ state: 'complete', to: new Date(clock.now).toISOString() });
  second.pass(3000);
  expect(second.calls()).toHaveLength(40);
  expect(second.followUps()).toHaveLength(40);
  expect([...first.notifications, ...second.notifications].map(({ kind }) => kind)).toEqual(['digest']);
  expect(second.notifications[0]?.calls).toHaveLength(40);
  // The interrupted run went on at its third page; the rest are of the run after it, with its overlap.
  const lists = api.requests.slice(before).filter(({ url }) => !url.pathname.includes('oauth'));
  const again = lists[0]?.url.search ?? '';
  expect(api.requests.slice(0, before).filter(({ url }) => url.search === again)).toHaveLength(1);
  expect(again).not.toBe(api.requests.find(({ url }) => !url.pathname.includes('oauth'))?.url.search);
});

it('a log that is slow after sleep leads to one digest all the same', async () => {
  const vendor = vendorOf('aircall');
  const known: Happened[] = [];
  const api = await startVendorApi(vendor.api(() => known));
  const clock = { now: now - 86_400_000 };
  const laptop = openLaptop({ source: sourceOf(vendor, api), clock });
  await firstLook(laptop);
  known.push(...calls);
  clock.now = now;
  const slow = { status: 429, headers: { 'retry-after': '20' }, json: {} };
  api.disturb(null, slow, null, slow);
  laptop.catchUp.system('resume');
  expect(await looked(laptop)).toMatchObject({ state: 'complete' });
  expect(laptop.waits).toEqual([20_000, 20_000]);
  expect(laptop.notifications).toEqual([]);
  laptop.pass(2000);
  expect(laptop.notifications).toMatchObject([
    { kind: 'digest', title: '40 missed calls while you were away' },
  ]);
});

it('a cursor that has ended begins the list anew', async () => {
  const vendor = vendorOf('zoom');
  const dataFolder = temporaryFolder();
  const api = await startVendorApi(vendor.api(() => calls));
  let kept = 0;
  const intercept = () => {
    kept += 1;
    if (kept > 10) throw new Error('killed');
  };
  const first = openLaptop({ source: sourceOf(vendor, api), clock: { now }, dataFolder, intercept });
  await firstLook(first);
  await first.close();
  api.disturb({ status: 400, json: { code: 300, message: 'The next page token is invalid or expired.' } });
  const second = openLaptop({ source: sourceOf(vendor, api), clock: { now }, dataFolder });
  expect(await firstLook(second)).toMatchObject({ state: 'complete' });
  expect(second.calls()).toHaveLength(40);
});

it('a log that reaches back a day only leaves the time before unknown', async () => {
  const vendor = vendorOf('telnyx');
  const api = await startVendorApi(vendor.api(() => []));
  const clock = { now };
  const laptop = openLaptop({ source: sourceOf(vendor, api), clock });
  await firstLook(laptop);
  clock.now += 3 * 86_400_000;
  expect(await looked(laptop)).toMatchObject({
    state: 'complete',
    from: new Date(clock.now - 86_400_000).toISOString(),
    nothingMissingSince: new Date(clock.now - 86_400_000).toISOString(),
  });
});

it('Quo: conversations with news are asked for, and completeness is not claimed', async () => {
  const api = await startVendorApi(({ url, headers }) => {
    if (headers.authorization !== 'quo-key') return { status: 401, json: {} };
    if (url.pathname === '/v1/conversations')
      return {
        json: {
          data: [
            { id: 'CN1', phoneNumberId: 'PN1', participants: ['+14155550123'] },
            { id: 'CN2', phoneNumberId: 'PN1', participants: ['+14155550124', '+14155550125'] },
          ],
          nextPageToken: null,
        },
      };
    const call = {
      id: 'AC1',
      direction: 'incoming',
      status: 'completed',
      answeredAt: null,
      completedAt: new Date(now - 590_000).toISOString(),
      createdAt: new Date(now - 600_000).toISOString(),
      duration: 10,
    };
    return {
      json: {
        data: url.searchParams.get('participants[]') === '+14155550123' ? [call] : [],
        nextPageToken: null,
      },
    };
  });
  const laptop = openLaptop({
    source: { provider: 'quo', credentials: { apiKey: 'quo-key' }, options: { apiBaseUrl: api.url } },
    clock: { now },
  });
  expect(await firstLook(laptop)).toMatchObject({ state: 'unsupported', from: null, foundLater: 1 });
  expect(laptop.told.at(-1)?.sources[0]).toMatchObject({
    reason: expect.stringMatching(/one caller at a time/),
    reasonCode: 'limitation',
  });
  expect(laptop.calls()).toMatchObject([{ providerCallId: 'AC1', outcome: 'missed', foundLater: true }]);
  laptop.pass(3000);
  // One late call has a notification of its own, with its true age: since it began, as everywhere.
  expect(laptop.notifications).toMatchObject([{ kind: 'missed', body: '10 min ago' }]);
});

it('says what is missing where there is no access', async () => {
  const laptop = openLaptop({ source: { provider: 'twilio', credentials: {} }, clock: { now } });
  expect(await firstLook(laptop)).toMatchObject({ state: 'no-credentials', from: null });
  const other = openLaptop({ source: { provider: 'hmac', credentials: {} }, clock: { now } });
  expect(await firstLook(other)).toMatchObject({ state: 'unsupported', fix: null });
});
