/** One stranger who holds as many connections as there are. */
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { networkOf } from '../../electron/engine/http/sender.ts';
import { type EngineProcess, startEngineProcess, temporaryFolder } from '../support/engine-process.ts';
import { eventually } from '../support/eventually.ts';
import { hmacSource, missedNow, post } from '../support/generic-events.ts';

const config = { port: 0, holdSeconds: 0, sources: [hmacSource] };

/** Opens connections and keeps them, whatever is sent to them. @param first what each sends at once. */
async function hold(engine: EngineProcess, count: number, first: string): Promise<Socket[]> {
  const port = Number(new URL(engine.url).port);
  const sockets = Array.from({ length: count }, () => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => {});
    if (first !== '') socket.write(first);
    // Never reads.
    socket.pause();
    return socket;
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  await eventually(
    () => sockets.filter(({ connecting }) => connecting).length,
    (left) => left === 0,
    20_000,
  );
  return sockets;
}

/** Every so often, a byte of each. */
function drip(sockets: readonly Socket[]): void {
  const timer = setInterval(() => {
    for (const socket of sockets) if (!socket.destroyed) socket.write('a');
  }, 500);
  onTestFinished(() => clearInterval(timer));
}

const head = 'POST /hooks/main HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';

describe('a stranger who holds connections', () => {
  it.each([
    ['that are silent', ''],
    ['that drip their headers', `${head}X-Drip: `],
    ['that drip their bodies', `${head}Content-Length: 100000\r\n\r\n`],
    [
      'that drip their bodies through the tunnel',
      `${head}X-Forwarded-For: 203.0.113.7\r\nContent-Length: 100000\r\n\r\n`,
    ],
    ['that ask and do not read', 'GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ])('%s takes no genuine call its place, and is told of', async (_name, first) => {
    const engine = await startEngineProcess({ dataFolder: temporaryFolder(), config });
    const sockets = await hold(engine, 2300, first);
    if (first.startsWith('POST')) drip(sockets);
    for (let n = 0; n < 40; n++)
      expect([n, (await post(engine.url, missedNow(n), { connection: 'close' })).status]).toEqual([n, 200]);
    await eventually(
      () => engine.stderr(),
      (text) => text.includes('connections-crowded'),
    );
    expect(await engine.stop()).toBe(0);
  });

  it('who neither reads nor closes loses them when their time is over', async () => {
    const engine = await startEngineProcess({ dataFolder: temporaryFolder(), config });
    const sockets = await hold(engine, 50, `${head}X-Drip: `);
    drip(sockets);
    for (const socket of sockets) socket.resume();
    await eventually(
      () => sockets.filter(({ destroyed, readableEnded }) => !destroyed && !readableEnded).length,
      (left) => left === 0,
      25_000,
    );
    await engine.stop();
  });

  it('beyond what the system gives does not end the engine', async () => {
    const engine = await startEngineProcess({ dataFolder: temporaryFolder(), config, descriptors: 64 });
    await hold(engine, 300, head);
    await eventually(
      () =>
        post(engine.url, missedNow(1), { connection: 'close' }).then(
          ({ status }) => status,
          () => 0,
        ),
      (status) => status === 200,
      20_000,
    );
    expect(await engine.stop()).toBe(0);
  });
});

it('an address counts as itself, and a network of 64 bits as one', () => {
  expect(
    [
      '203.0.113.7',
      '2001:db8:1:2:3:4:5:6',
      '2001:0db8:0001:0002::1',
      '2001:db8::1',
      '::ffff:203.0.113.7',
      'x'.repeat(1000),
      '',
    ].map(networkOf),
  ).toEqual([
    '203.0.113.7',
    '2001:db8:1:2::/64',
    '2001:db8:1:2::/64',
    '2001:db8:0:0::/64',
    '203.0.113.7',
    null,
    null,
  ]);
});
