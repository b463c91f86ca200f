/** A phone system whose events come over a socket, while settings change: the connection ends for a reason only. */
import { expect, it } from 'vitest';
import { type EngineConfig, engineConfigSchema } from '#shared/config/engine-config.ts';
import { eventually } from '../../support/eventually.ts';
import { startLiveEngine } from '../../support/live-engine.ts';
import {
  type FakeRingCentral,
  missedSession,
  ringCentralLogin,
  startRingCentral,
} from '../../support/vendors/ringcentral.ts';

const sourceOf = ({ url }: FakeRingCentral, extra: object = {}) => ({
  id: 'desk',
  provider: 'ringcentral',
  transport: 'socket',
  credentials: ringCentralLogin,
  options: { apiBaseUrl: url },
  ...extra,
});
const configOf = (sources: readonly object[], extra: object = {}): EngineConfig =>
  engineConfigSchema.parse({ sources, holdSeconds: 0, ...extra });

const hasListeners = (vendor: FakeRingCentral, wanted: number) =>
  eventually(
    () => vendor.listeners(),
    (count) => count === wanted,
  );

it('goes on while other settings and other phone systems change', async () => {
  const vendor = await startRingCentral();
  const live = await startLiveEngine([sourceOf(vendor)]);
  await hasListeners(vendor, 1);
  const other = { id: 'other', provider: 'hmac', secrets: ['another-secret'] };
  const changes = [
    configOf([sourceOf(vendor)], {
      holdSeconds: 1,
      region: 'GB',
      retention: { callDays: 30, deliveryDays: 7 },
    }),
    configOf([sourceOf(vendor), other]),
    configOf([sourceOf(vendor), { ...other, secrets: ['a-newer-secret'] }]),
    configOf([sourceOf(vendor)]),
  ];
  for (const [index, config] of changes.entries()) {
    await live.engine.reconfigure(config);
    vendor.notify(missedSession(index + 1));
    await eventually(live.calls, ({ length }) => length === index + 1);
  }
  expect(vendor.logins).toEqual(['urn:ietf:params:oauth:grant-type:jwt-bearer']);
  expect(vendor.recoveries).toEqual([]);
  expect(live.states).toEqual(['connecting', 'healthy']);
  expect(live.gaps).toHaveLength(1);
});

it('is exchanged when its own server changes, and what comes there becomes a call', async () => {
  const [first, second] = [await startRingCentral(), await startRingCentral()];
  const live = await startLiveEngine([sourceOf(first)]);
  await hasListeners(first, 1);
  first.notify(missedSession(1));
  await eventually(live.calls, ({ length }) => length === 1);
  await live.engine.reconfigure(configOf([sourceOf(second)]));
  await hasListeners(second, 1);
  await hasListeners(first, 0);
  second.notify(missedSession(2));
  await eventually(live.calls, ({ length }) => length === 2);
  expect(live.problems).toEqual([]);
});

it('ends when its phone system is removed, and begins again when it is added', async () => {
  const vendor = await startRingCentral();
  const live = await startLiveEngine([sourceOf(vendor)]);
  await hasListeners(vendor, 1);
  await live.engine.reconfigure(configOf([]));
  await hasListeners(vendor, 0);
  expect(live.subscriptions).toEqual([]);
  await live.engine.reconfigure(configOf([sourceOf(vendor)]));
  await hasListeners(vendor, 1);
  vendor.notify(missedSession(1));
  await eventually(live.calls, ({ length }) => length === 1);
});

it('is made anew with a login that is put right', async () => {
  const vendor = await startRingCentral();
  const wrong = sourceOf(vendor, { credentials: { ...ringCentralLogin, clientSecret: 'wrong' } });
  const live = await startLiveEngine([wrong]);
  await eventually(
    () => live.subscriptions[0]?.state,
    (state) => state === 'failed' || state === 'disabled',
  );
  await live.engine.reconfigure(configOf([sourceOf(vendor)]));
  await hasListeners(vendor, 1);
  await eventually(
    () => live.subscriptions[0]?.state,
    (state) => state === 'healthy',
  );
});
