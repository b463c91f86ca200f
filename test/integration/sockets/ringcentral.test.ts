import { expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { startLiveEngine } from '../../support/live-engine.ts';
import {
  type FakeRingCentral,
  missedSession,
  ringCentralLogin,
  startRingCentral,
} from '../../support/vendors/ringcentral.ts';

const token = 'verification-token';
const sourceOf = ({ url }: FakeRingCentral, extra: object = {}) => ({
  id: 'desk',
  provider: 'ringcentral',
  transport: 'socket',
  credentials: ringCentralLogin,
  options: { apiBaseUrl: url },
  ...extra,
});

const connected = (vendor: FakeRingCentral) =>
  eventually(
    () => vendor.listeners(),
    (count) => count === 1,
  );

it('a missed call comes over the socket, without a webhook and its secret', async () => {
  const vendor = await startRingCentral();
  const live = await startLiveEngine([sourceOf(vendor)]);
  await connected(vendor);
  vendor.notify(missedSession(1));
  const [call] = await eventually(live.calls, ({ length }) => length === 1);
  expect(call).toMatchObject({ outcome: 'missed', from: '+14155550101', providerCallId: 's-1' });
  const [delivery] = await live.deliveries();
  expect(delivery).toMatchObject({ outcome: 'accepted', eventId: '1823485288313900001' });
  expect(live.states).toEqual(['connecting', 'healthy']);
  expect(live.problems).toEqual([]);
  // A session that begins knows nothing of before: the call log is to be asked.
  expect(live.gaps).toEqual([{ sourceId: 'desk', since: null }]);
});

it('after a loss the session is recovered, and what was missed is sent again', async () => {
  const vendor = await startRingCentral();
  const live = await startLiveEngine([sourceOf(vendor)]);
  await connected(vendor);
  vendor.notify(missedSession(1));
  await eventually(live.calls, ({ length }) => length === 1);
  vendor.drop();
  await eventually(
    () => vendor.listeners(),
    (count) => count === 0,
  );
  vendor.notify(missedSession(2));
  vendor.notify(missedSession(3));
  await eventually(live.calls, ({ length }) => length === 3);
  expect(vendor.recoveries).toEqual(['Successful']);
  expect(live.gaps).toHaveLength(1);
});

it('a recovery that is refused makes a new session, and tells of the gap', async () => {
  const vendor = await startRingCentral();
  const live = await startLiveEngine([sourceOf(vendor)]);
  await connected(vendor);
  vendor.refuseRecovery = true;
  vendor.drop();
  await eventually(
    () => live.gaps.length,
    (count) => count === 2,
  );
  expect(vendor.recoveries).toEqual(['Failed']);
  expect(live.gaps[1]).toMatchObject({ sourceId: 'desk', since: expect.stringMatching(/^\d{4}-/) });
  vendor.notify(missedSession(4));
  await eventually(live.calls, ({ length }) => length === 1);
});

it('more events than the vendor keeps: the newest arrive, and the gap is told', async () => {
  const vendor = await startRingCentral();
  const live = await startLiveEngine([sourceOf(vendor)]);
  await connected(vendor);
  vendor.drop();
  await eventually(
    () => vendor.listeners(),
    (count) => count === 0,
  );
  const before = new Date(Date.now() - 60_000);
  for (let number = 1; number <= 120; number += 1) vendor.notify(missedSession(number, before));
  await eventually(live.calls, ({ length }) => length === 100);
  await eventually(
    () => live.gaps.length,
    (count) => count === 2,
  );
});

it('a connection that stalls without closing is noticed when the computer wakes up', async () => {
  const vendor = await startRingCentral();
  const live = await startLiveEngine([sourceOf(vendor)]);
  await connected(vendor);
  vendor.stall();
  const stalledAt = performance.now();
  vendor.notify(missedSession(1));
  live.engine.system('resume');
  await eventually(
    () => vendor.recoveries.length,
    (count) => count === 1,
  );
  expect(performance.now() - stalledAt).toBeLessThan(5000);
  vendor.notify(missedSession(2));
  await eventually(live.calls, ({ length }) => length === 2);
});

it('500 events: none lost, none doubled, also where the webhook brings them too', async () => {
  const vendor = await startRingCentral();
  const live = await startLiveEngine([sourceOf(vendor, { secrets: [token] })]);
  await connected(vendor);
  const events = Array.from({ length: 500 }, (_, number) => missedSession(number));
  const post = (body: string) =>
    fetch(`${live.url}/hooks/desk`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'verification-token': token },
      body,
    });
  const answers: Promise<Response>[] = [];
  events.forEach((event, number) => {
    vendor.notify(event);
    if (number % 5 === 0) answers.push(post(event));
    if (number === 250) vendor.drop();
  });
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(Array(100).fill(200));
  // The connection that was cut brings the last hundred of what it missed; the others are posted.
  await eventually(
    () => vendor.recoveries.length,
    (count) => count === 1,
  );
  await Promise.all(events.map(post));
  const calls = await eventually(live.calls, ({ length }) => length === 500);
  expect(new Set(calls.map(({ providerCallId }) => providerCallId)).size).toBe(500);
  const accepted = await eventually(
    async () => (await live.deliveries()).filter(({ outcome }) => outcome === 'accepted'),
    () => true,
  );
  expect(new Set(accepted.map(({ eventId }) => eventId)).size).toBe(accepted.length);
});

it('500 events over the socket alone arrive once each', async () => {
  const vendor = await startRingCentral();
  const live = await startLiveEngine([sourceOf(vendor)]);
  await connected(vendor);
  for (let number = 0; number < 500; number += 1) vendor.notify(missedSession(number));
  const calls = await eventually(live.calls, ({ length }) => length === 500);
  expect(new Set(calls.map(({ providerCallId }) => providerCallId)).size).toBe(500);
  const outcomes = (await live.deliveries()).map(({ outcome }) => outcome);
  expect(outcomes).toEqual(Array(500).fill('accepted'));
});

it('wrong credentials are said with the way out, and the socket comes back when asked to', async () => {
  const vendor = await startRingCentral();
  vendor.refuseLogin = true;
  const live = await startLiveEngine([sourceOf(vendor)]);
  await eventually(
    () => live.subscriptions[0]?.state,
    (state) => state === 'failed',
  );
  expect(live.subscriptions[0]).toMatchObject({
    transport: 'socket',
    reason: 'RingCentral refused the credentials.',
    reasonCode: 'refused',
    fix: 'Enter the API credentials of RingCentral again in Settings.',
    canRepair: true,
  });
  // Catch-up shares the login: an attempt of its own that is under way would be refused, and the socket with it.
  await live.engine.request('catchUp.run', {});
  vendor.refuseLogin = false;
  await live.engine.request('subscriptions.repair', { sourceId: 'desk' });
  await connected(vendor);
  await eventually(
    () => live.subscriptions[0]?.state,
    (state) => state === 'healthy',
  );
});

it('without credentials nothing is tried, and that is said', async () => {
  const vendor = await startRingCentral();
  const live = await startLiveEngine([{ ...sourceOf(vendor), credentials: {} }]);
  expect(await live.engine.request('subscriptions.list', {})).toMatchObject([
    {
      state: 'failed',
      reason: expect.stringContaining('clientId, clientSecret, jwt'),
      reasonCode: 'no-credentials',
      canRepair: false,
    },
  ]);
  expect(vendor.asked).toEqual([]);
});

it('stops within two seconds, also when the vendor does not answer', async () => {
  const vendor = await startRingCentral();
  const live = await startLiveEngine([sourceOf(vendor)]);
  await connected(vendor);
  vendor.stall();
  const stoppedAt = performance.now();
  await live.engine.stop();
  expect(performance.now() - stoppedAt).toBeLessThan(2500);
});

it('the socket and the call log share a login: a user has few sessions, and a new one ends an old one', async () => {
  const vendor = await startRingCentral();
  const live = await startLiveEngine([sourceOf(vendor)]);
  await connected(vendor);
  await live.engine.request('catchUp.run', {});
  await live.engine.request('catchUp.run', {});
  expect(vendor.logins).toHaveLength(1);
});
