import { describe, expect, it } from 'vitest';
import {
  type EngineProcess,
  startEngineProcess,
  storedCalls,
  storedDeliveries,
  temporaryFolder,
} from '../support/engine-process.ts';
import { eventually } from '../support/eventually.ts';
import { hmacSource, missedNow, post } from '../support/generic-events.ts';

const config = { port: 0, sources: [hmacSource] };
const total = 2000;
const concurrency = 32;

describe('kill -9 while 2,000 genuine requests are sent', () => {
  it('keeps every request that was answered 2xx, exactly once, and tells of each one once', async () => {
    const dataFolder = temporaryFolder();
    let engine: EngineProcess = await startEngineProcess({
      dataFolder,
      config,
      arguments: ['--notifications', '--quiet'],
    });
    const lives = [engine];
    const acknowledged = new Set<string>();
    const kills = new Set([300, 900, 1500]);
    let next = 0;

    // A sender that, as vendors do, sends again what was not answered.
    const sender = async (): Promise<void> => {
      while (next < total) {
        const n = next++;
        const event = missedNow(n);
        for (;;) {
          const response = await post(engine.url, event).catch(() => null);
          if (response?.status === 200) break;
          await restarted;
        }
        acknowledged.add(event.id);
      }
    };
    let restarted: Promise<void> = Promise.resolve();
    const killer = async (): Promise<void> => {
      for (const at of kills) {
        await eventually(
          () => acknowledged.size,
          (size) => size >= at,
          30_000,
        );
        const dying = engine;
        dying.kill('SIGKILL');
        restarted = (async () => {
          await dying.ended;
          engine = await startEngineProcess({
            dataFolder,
            config,
            arguments: ['--notifications', '--quiet'],
          });
          lives.push(engine);
        })();
        await restarted;
      }
    };
    await Promise.all([killer(), ...Array.from({ length: concurrency }, sender)]);

    const notified = () =>
      new Set(
        lives
          .flatMap((life) => life.lines)
          .flatMap((line) => (line.type === 'notification' ? [line.notification.call.providerCallId] : [])),
      );
    await eventually(
      () => notified().size,
      (size) => size === total,
      30_000,
    );
    expect(await engine.stop()).toBe(0);

    expect(acknowledged.size).toBe(total);
    const accepted = (await storedDeliveries(dataFolder))
      .filter((delivery) => delivery.outcome === 'accepted')
      .map((delivery) => delivery.eventId);
    expect(accepted).toHaveLength(total);
    expect(new Set(accepted)).toEqual(acknowledged);
    const calls = await storedCalls(dataFolder);
    expect(new Set(calls.map((call) => call.providerCallId)).size).toBe(total);
    expect(calls).toHaveLength(total);
    // One decided notification a call: its ID ends with its revision, and none has a second one.
    const ids = lives
      .flatMap((life) => life.lines)
      .flatMap((line) => (line.type === 'notification' ? [line.notification.id] : []));
    expect(ids.every((id) => id.endsWith(':1'))).toBe(true);
    expect(new Set(ids).size).toBe(total);
  }, 90_000);
});
