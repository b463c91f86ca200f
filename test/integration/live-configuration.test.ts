/** What is changed in Settings is in force in the running engine, and what has not changed goes on meanwhile. */
import { Agent, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Settings, SettingsSource } from '#shared/config/settings.ts';
import type { EngineNotification } from '#shared/contract/notifications.ts';
import { temporaryFolder } from '../support/engine-process.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { type GenericEvent, hmacSecret, missedCall, missedNow, signed } from '../support/generic-events.ts';
import { appendEvent, openTestStore, workOff } from '../support/store.ts';
import { type SupervisedEngine, startSupervisedEngine } from '../support/supervised-engine.ts';
import { type PublicClient, publicClient } from '../support/tunnels/https-client.ts';
import { type NgrokEdge, startNgrokEdge } from '../support/tunnels/ngrok-edge.ts';

const day = 86_400_000;
const authtoken = '2nd_secretAuthtoken0123456789';
const source = (id: string, name = id): SettingsSource => ({ id, name, provider: 'hmac', options: {} });

let edge: NgrokEdge;
let client: PublicClient;
beforeEach(async () => {
  edge = await startNgrokEdge();
  client = publicClient(edge.caCertificate);
});
afterEach(async () => {
  client.close();
  await edge.close();
});

const tunnelSettings = (): Settings['tunnel'] => ({
  kind: 'ngrok',
  server: { address: edge.address, caCertificate: edge.caCertificate },
});

async function start(initial: Partial<Settings> = {}, dataFolder = temporaryFolder()) {
  const running = await startSupervisedEngine(
    { port: await freePort(), sources: [source('main')], tunnel: tunnelSettings(), ...initial },
    { dataFolder, secrets: { main: hmacSecret, tunnel: authtoken } },
  );
  await eventually(
    () => running.engine.state.reachability?.phase,
    (phase) => phase === 'listening',
  );
  return running;
}

const send = (event: GenericEvent, { id = 'main', secret = hmacSecret } = {}) => {
  const body = JSON.stringify(event);
  return client.post(`${edge.publicOrigin}/hooks/${id}`, body, signed(body, secret));
};
/** From a number as its country writes it. */
const missedFrom = (n: number, from: string): GenericEvent => {
  const { data, ...event } = missedNow(n);
  const { to: _to, ...rest } = data;
  return { ...event, data: { ...rest, from } };
};

/** Sends genuine requests without a pause, through the tunnel and on one kept connection to the listener, until it is stopped. */
function startTraffic({ engine, states }: SupervisedEngine) {
  const local = new Agent({ keepAlive: true, maxSockets: 1 });
  const ports = new Set<number | undefined>();
  const answers: unknown[] = [];
  const before = {
    authentications: edge.authentications.length,
    states: states.length,
    url: engine.state.url,
  };
  let isOn = true;
  const ask = (): Promise<unknown> =>
    new Promise((resolve) => {
      const sent = request(`${before.url}/healthz`, { agent: local }, (answer) => {
        ports.add(answer.socket.localPort);
        answer.resume().once('end', () => resolve(answer.statusCode));
      });
      sent.once('error', resolve).end();
    });
  const loop = async (one: (n: number) => Promise<unknown>): Promise<void> => {
    for (let n = 0; isOn; n += 1) answers.push(await one(n));
  };
  const loops = [
    loop((n) =>
      send(missedCall(100_000 + n)).then(
        ({ status }) => status,
        (error: unknown) => error,
      ),
    ),
    loop(ask),
  ];
  return {
    /** @returns what went otherwise than it would have, had nothing been changed. */
    async stop() {
      const count = answers.length;
      await eventually(
        () => answers.length,
        (now) => now > count + 5,
      );
      isOn = false;
      await Promise.all(loops);
      local.destroy();
      expect(answers.length).toBeGreaterThan(20);
      return {
        failures: answers.filter((answer) => answer !== 200),
        connections: ports.size,
        tunnelsOpened: edge.authentications.length - before.authentications,
        interruptions: states
          .slice(before.states)
          .filter(({ url, reachability }) => url !== before.url || reachability?.phase !== 'listening'),
        engines: engine.state.restarts + 1,
      };
    },
  };
}
const undisturbed = { failures: [], connections: 1, tunnelsOpened: 0, interruptions: [], engines: 1 };

const isOf = (n: number) => (notification: EngineNotification) =>
  notification.call.providerCallId === `call_${n}`;
const notified = (running: SupervisedEngine, n: number): Promise<EngineNotification | undefined> =>
  eventually(
    () => running.notifications.find(isOf(n)),
    (found) => found !== undefined,
  );

describe('while calls come in through the tunnel', () => {
  it('a phone system gets another name, and hold time, region and retention others that hold at once', async () => {
    const dataFolder = temporaryFolder();
    const tenDaysAgo = Date.now() - 10 * day;
    const past = openTestStore({ dataFolder, clock: { now: () => tenDaysAgo } });
    appendEvent(past, missedCall(1), tenDaysAgo);
    workOff(past);
    past.close();
    const running = await start({ holdSeconds: 60, region: 'US' }, dataFolder);
    const traffic = startTraffic(running);

    const deliveries = async () =>
      (await running.engine.request('deliveries.list', { limit: 500 })).deliveries;
    const oldest = async () => {
      const { engine } = running;
      let before: string | undefined;
      for (;;) {
        const page = await engine.request('deliveries.list', { limit: 500, ...(before ? { before } : {}) });
        if (page.nextBefore === null) return page.deliveries.at(-1)?.eventId;
        before = page.nextBefore;
      }
    };
    expect(await oldest()).toBe('evt_1');
    await running.update({ deliveryDays: 3 });

    await running.update({ sources: [source('main', 'Head office')] });
    expect(running.settings.current.sources[0]?.name).toBe('Head office');

    expect((await send(missedNow(2))).status).toBe(200);
    await eventually(deliveries, (all) => all.some(({ eventId }) => eventId === 'evt_2'));
    expect(running.notifications.some(isOf(2))).toBe(false);
    await running.update({ holdSeconds: 0 });
    await notified(running, 2);
    expect((await send(missedFrom(3, '(415) 555-0123'))).status).toBe(200);
    expect((await notified(running, 3))?.call.from).toBe('+14155550123');

    await running.update({ region: 'GB' });
    expect((await send(missedFrom(4, '01632 960123'))).status).toBe(200);
    expect((await notified(running, 4))?.call.from).toBe('+441632960123');

    await eventually(oldest, (eventId) => eventId !== 'evt_1', 60_000);
    expect(await traffic.stop()).toEqual(undisturbed);
  }, 120_000);

  it('another phone system is added, gets another secret and is removed', async () => {
    const running = await start();
    const traffic = startTraffic(running);
    const { engine, secrets } = running;
    const both = { sources: [source('main'), source('other')] };
    const answerOf = async (n: number, secret: string) =>
      (await send(missedNow(n), { id: 'other', secret })).status;

    expect(await answerOf(1, 'first')).toBe(404);
    await running.update(both);
    await eventually(
      () => answerOf(2, 'first'),
      (status) => status === 503,
    );
    expect(engine.state.problems).toMatchObject([
      { code: 'secret-missing', severity: 'warning', sourceId: 'other' },
    ]);
    secrets.set('other', 'first');
    engine.reconfigure();
    await eventually(
      () => answerOf(3, 'first'),
      (status) => status === 200,
    );
    await eventually(
      () => engine.state.problems,
      (problems) => problems.length === 0,
    );
    secrets.set('other', 'second');
    engine.reconfigure();
    await eventually(
      () => answerOf(4, 'second'),
      (status) => status === 200,
    );
    expect(await answerOf(5, 'first')).toBe(401);
    expect((await engine.request('subscriptions.list', {})).map(({ sourceId }) => sourceId)).toEqual([
      'main',
      'other',
    ]);
    await running.update({ sources: [source('main')] });
    await eventually(
      () => answerOf(6, 'second'),
      (status) => status === 404,
    );
    expect((await engine.request('subscriptions.list', {})).map(({ sourceId }) => sourceId)).toEqual([
      'main',
    ]);
    expect(await traffic.stop()).toEqual(undisturbed);
  });
});

it('another tunnel takes the place of the one that runs, and the listener stays', async () => {
  const running = await start();
  const { engine, secrets, states } = running;
  const { url } = engine.state;
  const local = startTraffic(running);
  const from = states.length;
  secrets.set('tunnel', 'another_token');
  engine.reconfigure();
  expect(engine.state).toMatchObject({ url, reachability: null });
  await eventually(
    () => engine.state.reachability?.phase,
    (phase) => phase === 'listening',
  );
  expect(edge.authentications).toEqual([authtoken, 'another_token']);
  await eventually(
    () => edge.sessions,
    (sessions) => sessions === 1,
  );
  expect(states.slice(from).every((state) => state.url === url)).toBe(true);
  expect(await local.stop()).toMatchObject({ connections: 1, engines: 1 });
  await running.update({ tunnel: { kind: 'none' } });
  await eventually(
    () => engine.state.reachability?.phase,
    (phase) => phase === 'off',
  );
  await eventually(
    () => edge.sessions,
    (sessions) => sessions === 0,
  );
});

it('another port is taken, the earlier one is given back, and the tunnel leads to the new one', async () => {
  const running = await start();
  const { engine } = running;
  const { url: earlier } = engine.state;
  const port = await freePort();
  await running.update({ port });
  expect(engine.state).toMatchObject({ url: null, reachability: null });
  await eventually(
    () => engine.state,
    ({ url, reachability }) => url !== null && reachability?.phase === 'listening',
  );
  expect(engine.state.url).toBe(`http://127.0.0.1:${port}`);
  await expect(fetch(`${earlier}/healthz`)).rejects.toThrow('fetch failed');
  expect((await send(missedNow(1))).status).toBe(200);
  expect(engine.state.restarts).toBe(0);
});

it('several changes at once end in the last one', async () => {
  const running = await start();
  const port = await freePort();
  await running.update({ port: await freePort() });
  await running.update({ tunnel: { kind: 'none' } });
  await running.update({ port, sources: [source('main'), source('other')] });
  await running.update({ tunnel: tunnelSettings(), holdSeconds: 0 });
  await eventually(
    () => running.engine.state,
    ({ url, reachability }) => url === `http://127.0.0.1:${port}` && reachability?.phase === 'listening',
  );
  expect((await send(missedNow(1))).status).toBe(200);
  await notified(running, 1);
  await eventually(
    () => edge.sessions,
    (sessions) => sessions === 1,
  );
  // What the engine told before this answer has come.
  await running.engine.request('subscriptions.list', {});
  expect(running.engine.state).toMatchObject({
    url: `http://127.0.0.1:${port}`,
    reachability: { phase: 'listening' },
  });
});
