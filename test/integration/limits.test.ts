import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type EngineProcess, startEngineProcess, temporaryFolder } from '../support/engine-process.ts';
import { eventually } from '../support/eventually.ts';
import { hmacSource, missedCall, post } from '../support/generic-events.ts';
import { appendEvent, openTestStore } from '../support/store.ts';

const now = Date.UTC(2026, 10, 23, 14, 0, 0);

describe('what strangers can use up', () => {
  /** A request that announces 1 MiB, sends nearly all of it, and stops. */
  const stall = (engine: EngineProcess): Promise<{ socket: Socket; answer: () => string }> =>
    new Promise((resolve, reject) => {
      let text = '';
      const socket = connect(Number(new URL(engine.url).port), '127.0.0.1');
      socket.on('data', (chunk) => {
        text += chunk.toString();
      });
      socket.on('error', reject);
      socket.on('connect', () => {
        socket.write(
          'POST /hooks/main HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1048576\r\n\r\n',
        );
        socket.write(Buffer.alloc(1_000_000, 0x20), () => resolve({ socket, answer: () => text }));
      });
    });

  it('is bounded: bodies that never end hold 64 MiB at most, and genuine events get through meanwhile', async () => {
    const engine = await startEngineProcess({
      dataFolder: temporaryFolder(),
      config: { port: 0, sources: [hmacSource] },
    });
    const stalled = await Promise.all(Array.from({ length: 100 }, () => stall(engine)));
    const refused = () => stalled.filter(({ answer }) => answer().startsWith('HTTP/1.1 503 ')).length;
    await eventually(refused, (count) => count >= 100 - 68);
    expect(refused()).toBeLessThan(100);
    expect((await post(engine.url, missedCall(1))).status).toBe(200);
    expect(refused()).toBeLessThan(100);
    for (const { socket } of stalled) socket.destroy();
    await engine.stop();
  });
});

describe('what a genuine sender can do by mistake', () => {
  const answered = (n: number, callId: string, startedAt: string) => ({
    id: `evt_${n}`,
    type: 'call.ringing',
    timestamp: new Date(now + n).toISOString(),
    data: { callId, direction: 'inbound', from: '+14155550123', startedAt },
  });

  it('does not make one call of everything', () => {
    const store = openTestStore({ clock: { now: () => now } });
    for (let n = 0; n < 520; n++)
      appendEvent(store, answered(n, 'always the same', new Date(now).toISOString()), now);
    while (store.worker.slice(256).looked > 0);
    const failed = store.request('deliveries.list', { limit: 100, outcomes: ['failed'] }).deliveries;
    expect(failed).toHaveLength(20);
    expect(failed[0]?.reason).toContain('more events than any real call');
    expect(failed.every(({ reasonCode }) => reasonCode === 'too-many-events')).toBe(true);
    store.close();
  });

  it('does not keep a call of the far future on top of the list', () => {
    const store = openTestStore({ clock: { now: () => now } });
    appendEvent(store, answered(1, 'from the future', '5138-01-01T00:00:00Z'), now);
    const later = now + 2 * 86_400_000;
    appendEvent(store, answered(2, 'later', new Date(later).toISOString()), later);
    store.worker.slice(10);
    expect(store.request('calls.list', { limit: 2 }).calls.map((call) => call.providerCallId)).toEqual([
      'later',
      'from the future',
    ]);
    store.close();
  });
});
