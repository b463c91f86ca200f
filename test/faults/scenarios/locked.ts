/** Another program that holds the database's write lock. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { hmacSource } from '../../support/generic-events.ts';
import { expectExactlyOnce } from '../exactly-once.ts';
import { createLives } from '../lives.ts';
import type { Scenario } from '../scenario.ts';
import { sendTraffic } from '../traffic.ts';
import { describe } from './kill.ts';

/** Milliseconds; the engine waits 1,000 ms for a lock before it answers 503. */
const holds = [50, 300, 900, 1500, 3000];

export const locked: Scenario = {
  title: 'Database locked',
  what: 'Another connection holds the write lock again and again under load, for shorter and for longer than the engine waits; the engine is restarted once while the lock is held.',
  async run() {
    const lives = createLives({ config: { port: 0, holdSeconds: 0, sources: [hmacSource] } });
    await lives.start();
    const traffic = sendTraffic({ url: lives.url, concurrency: 8, total: Number.POSITIVE_INFINITY });
    await traffic.reached(50);
    for (const ms of holds) {
      const other = new Database(join(lives.dataFolder, 'ringback.db'), { timeout: 10_000 });
      other.exec('BEGIN IMMEDIATE');
      if (ms === holds.at(-1)) {
        await lives.kill();
        await lives.start();
      }
      // How long the lock is held is the test.
      await pause(ms);
      other.exec('COMMIT');
      other.close();
      await traffic.reached(traffic.acknowledged.size + 50);
    }
    traffic.finish();
    await traffic.done;
    const { problems, ...tally } = await expectExactlyOnce(lives, traffic.acknowledged);
    return {
      skipped: null,
      problems,
      figures: [
        `Locked ${holds.length} times for ${holds.join(', ')} ms; ${traffic.failures.get(503) ?? 0} requests answered 503 with Retry-After, and repeated.`,
        describe(tally),
      ],
    };
  },
};
