/** Clocks that jump by an hour, from one start to the next and under a running engine. */
import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/engine-process.ts';
import { hmacSource } from '../../support/generic-events.ts';
import { expectExactlyOnce } from '../exactly-once.ts';
import { createLives } from '../lives.ts';
import type { Scenario } from '../scenario.ts';
import { sendTraffic } from '../traffic.ts';
import { describe } from './kill.ts';

const hour = 3_600_000;
const config = { port: 0, holdSeconds: 0.5, sources: [hmacSource] };
/** Hours from the true time, one after the other. */
const jumps = [0, 1, -1, 1, 0, -1, 0];

/** libfaketime of Debian's package `faketime`; null where it is not installed. */
function libfaketime(): string | null {
  const folders = existsSync('/usr/lib')
    ? readdirSync('/usr/lib').map((name) => `/usr/lib/${name}/faketime`)
    : [];
  return folders.map((folder) => `${folder}/libfaketime.so.1`).find((file) => existsSync(file)) ?? null;
}

export const clockBetweenStarts: Scenario = {
  title: 'Clock jumps of an hour between starts',
  what: 'The engine is killed while notifications are held, and starts with a clock an hour ahead, an hour behind, and back.',
  async run() {
    const lives = createLives({ config });
    const traffic = sendTraffic({ url: lives.url, concurrency: 8, total: Number.POSITIVE_INFINITY });
    for (const hours of jumps) {
      await lives.start(['--clock', new Date(Date.now() + hours * hour).toISOString()]);
      await traffic.reached(traffic.acknowledged.size + 60);
      await lives.kill();
    }
    traffic.finish();
    await lives.start();
    await traffic.done;
    const { problems, ...tally } = await expectExactlyOnce(lives, traffic.acknowledged);
    return { skipped: null, problems, figures: [`${jumps.length} starts.`, describe(tally)] };
  },
};

export const clockWhileRunning: Scenario = {
  title: 'Clock jumps of an hour under a running engine',
  what: "The system's time jumps ahead and back by an hour while events arrive and notifications are held (libfaketime).",
  async run() {
    const library = libfaketime();
    if (!library) return { skipped: 'needs libfaketime (Debian: faketime)', figures: [], problems: [] };
    const file = join(temporaryFolder(), 'time');
    const setClock = (hours: number): void => {
      // Renamed into place: the engine must never read half a file.
      writeFileSync(`${file}.next`, `${hours >= 0 ? '+' : ''}${hours * 3600}\n`);
      renameSync(`${file}.next`, file);
    };
    setClock(0);
    const lives = createLives({ config });
    await lives.start([], {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    });
    const traffic = sendTraffic({ url: lives.url, concurrency: 8, total: Number.POSITIVE_INFINITY });
    for (const hours of jumps) {
      setClock(hours);
      await traffic.reached(traffic.acknowledged.size + 60);
    }
    traffic.finish();
    await traffic.done;
    const { problems, ...tally } = await expectExactlyOnce(lives, traffic.acknowledged);
    return { skipped: null, problems, figures: [`${jumps.length - 1} jumps.`, describe(tally)] };
  },
};
