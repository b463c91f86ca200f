import { expect, it, onTestFinished } from 'vitest';
import { jwtOf } from '../../../electron/engine/providers/common/simulation.ts';
import { openConnection } from '../../../electron/engine/providers/common/socket-connection.ts';
import type { Frame } from '../../../electron/engine/providers/contract/socket.ts';
import { dialpadApi } from '../../../electron/engine/providers/dialpad/api.ts';
import { createDialpadDriver } from '../../../electron/engine/providers/dialpad/socket/driver.ts';
import { startSocket } from '../../../electron/engine/sockets/socket.ts';
import { systemClock } from '../../../electron/engine/util/clock.ts';
import { eventually } from '../../support/eventually.ts';
import { startLiveEngine } from '../../support/live-engine.ts';
import {
  dialpadKey,
  type FakeDialpad,
  missedDialpadCall,
  startDialpad,
} from '../../support/vendors/dialpad.ts';

const secret = 'dialpad-socket-secret';
const sourceOf = ({ url }: FakeDialpad, extra: object = {}) => ({
  id: 'desk',
  provider: 'dialpad',
  transport: 'socket',
  secrets: [secret],
  credentials: { apiKey: dialpadKey },
  options: { apiBaseUrl: url },
  ...extra,
});
const connected = (vendor: FakeDialpad) =>
  eventually(
    () => vendor.connections(),
    (count) => count === 1,
  );

it('a signed event becomes a call; the websocket and its subscription are made once', async () => {
  const vendor = await startDialpad();
  const live = await startLiveEngine([sourceOf(vendor)]);
  await connected(vendor);
  expect(vendor.websockets).toMatchObject([{ secret }]);
  // IDs above 2^53 keep all their digits.
  expect(vendor.subscriptions).toMatchObject([{ endpoint: vendor.websockets[0]?.id, enabled: true }]);
  vendor.event(missedDialpadCall(1));
  const [call] = await eventually(live.calls, ({ length }) => length === 1);
  expect(call).toMatchObject({ outcome: 'missed', from: '+14155550101', to: '+14155550106' });
  await live.engine.stop();
  const again = await startLiveEngine([sourceOf(vendor)]);
  await connected(vendor);
  expect([vendor.websockets.length, vendor.subscriptions.length]).toEqual([1, 1]);
  expect(
    await eventually(
      () => again.states.at(-1),
      (state) => state === 'healthy',
    ),
  ).toBe('healthy');
});

it('a tampered frame is refused and kept in the quarantine; genuine ones go on', async () => {
  const vendor = await startDialpad();
  const live = await startLiveEngine([sourceOf(vendor)]);
  await connected(vendor);
  const [head, , signature] = jwtOf('HS256', secret, missedDialpadCall(1)).split('.');
  const forged = Buffer.from(missedDialpadCall(2)).toString('base64url');
  vendor.send(`${head}.${forged}.${signature}`);
  vendor.send(missedDialpadCall(3));
  vendor.event(missedDialpadCall(4));
  const calls = await eventually(live.calls, ({ length }) => length === 1);
  expect(calls[0]?.from).toBe('+14155550104');
  const refused = await eventually(
    async () => (await live.deliveries()).filter(({ outcome }) => outcome === 'rejected'),
    ({ length }) => length === 2,
  );
  expect(refused.map(({ reason, reasonCode, status }) => [reason, reasonCode, status]).reverse()).toEqual([
    ['signature does not match', 'mismatch', 401],
    ['it is not a signed token in compact form', 'missing-proof', 401],
  ]);
});

it('the address expires: a new one is asked for, and what was missed is told', async () => {
  const vendor = await startDialpad();
  const live = await startLiveEngine([sourceOf(vendor)]);
  await connected(vendor);
  vendor.expire();
  await eventually(
    () => vendor.connected,
    (count) => count === 2,
  );
  await eventually(
    () => live.gaps.length,
    (count) => count === 2,
  );
  vendor.event(missedDialpadCall(5));
  await eventually(live.calls, ({ length }) => length === 1);
  expect(vendor.websockets).toHaveLength(1);
});

it('an expired address is refused by the vendor when it is used', async () => {
  const vendor = await startDialpad();
  await expect(
    openConnection({
      vendor: 'Dialpad',
      url: `ws://127.0.0.1:${vendor.port}/events/expired`,
      onMessage: () => {},
      signal: new AbortController().signal,
    }),
  ).rejects.toThrow('The connection to Dialpad failed (HTTP 401).');
});

it('before the hour is over another connection takes over, and no event is lost between them', async () => {
  const vendor = await startDialpad();
  const received: Frame[] = [];
  let gaps = 0;
  const socket = startSocket({
    sourceId: 'desk',
    vendor: 'Dialpad',
    driver: createDialpadDriver({
      api: dialpadApi({ options: { apiBaseUrl: vendor.url }, credentials: { apiKey: dialpadKey } }),
      secrets: [secret],
      target: null,
      replaceAfterMs: 100,
    }),
    clock: systemClock,
    intake: () => ({
      receive(frame, onStored) {
        received.push(frame);
        onStored();
      },
      drained: () => Promise.resolve(),
      stop: () => {},
    }),
    onState: () => {},
    onGap: () => {
      gaps += 1;
    },
  });
  onTestFinished(() => socket.stop());
  await connected(vendor);
  const sent = new Set<string>();
  await eventually(
    () => {
      const body = missedDialpadCall(sent.size);
      sent.add(jwtOf('HS256', secret, body));
      vendor.event(body);
      return vendor.connected;
    },
    (count) => count >= 4,
  );
  await eventually(
    () => new Set(received.map(({ body }) => body.toString())).size,
    (size) => size === sent.size,
  );
  // Only the first one began without knowing what was before.
  expect(gaps).toBe(1);
});

it('a subscription that was turned off is turned on again', async () => {
  const vendor = await startDialpad();
  const first = await startLiveEngine([sourceOf(vendor)]);
  await connected(vendor);
  await first.engine.stop();
  for (const subscription of vendor.subscriptions) subscription.enabled = false;
  await startLiveEngine([sourceOf(vendor)]);
  await connected(vendor);
  expect(vendor.subscriptions).toMatchObject([{ enabled: true }]);
});

it('500 events, half of them by the webhook as well: each once', async () => {
  const vendor = await startDialpad();
  const live = await startLiveEngine([sourceOf(vendor)]);
  await connected(vendor);
  const posts: Promise<Response>[] = [];
  for (let number = 0; number < 500; number += 1) {
    const event = missedDialpadCall(number);
    vendor.event(event);
    if (number % 2 === 0)
      posts.push(
        fetch(`${live.url}/hooks/desk`, {
          method: 'POST',
          headers: { 'content-type': 'application/jwt' },
          body: jwtOf('HS256', secret, event),
        }),
      );
  }
  expect((await Promise.all(posts)).every(({ status }) => status === 200)).toBe(true);
  await eventually(live.calls, ({ length }) => length === 500);
  const accepted = await live.engine.request('deliveries.list', { limit: 500, outcomes: ['accepted'] });
  expect(new Set(accepted.deliveries.map(({ eventId }) => eventId)).size).toBe(500);
});

it('a websocket without a secret brings plain JSON', async () => {
  const vendor = await startDialpad();
  const live = await startLiveEngine([sourceOf(vendor, { secrets: [] })]);
  await connected(vendor);
  vendor.event(missedDialpadCall(7));
  await eventually(live.calls, ({ length }) => length === 1);
  expect(live.problems).toEqual([]);
});

it('options that cannot be used start nothing, as without a target the whole company would be told of', async () => {
  const vendor = await startDialpad();
  const options = { apiBaseUrl: vendor.url, target: { type: 'nobody' } };
  const live = await startLiveEngine([sourceOf(vendor, { secrets: [], options })]);
  expect(live.subscriptions).toMatchObject([
    {
      state: 'failed',
      reason: 'The options of this phone system cannot be used.',
      reasonCode: 'bad-options',
    },
  ]);
  expect(vendor.websockets).toEqual([]);
});
