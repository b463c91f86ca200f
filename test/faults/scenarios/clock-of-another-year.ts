/** A clock that is wrong by days, months and years, with retention due. */
import { setTimeout as pause } from 'node:timers/promises';
import { hmacSource } from '../../support/generic-events.ts';
import { createWrongClock } from '../../support/wrong-clock.ts';
import { expectExactlyOnce } from '../exactly-once.ts';
import { createLives } from '../lives.ts';
import type { Scenario } from '../scenario.ts';
import { sendTraffic } from '../traffic.ts';
import { describe } from './kill.ts';

const day = 86_400_000;
const config = { port: 0, holdSeconds: 0, sources: [hmacSource] };
/** Retention looks for old calls 20 s after a start. */
const retentionMs = 23_000;
/** How far ahead the clock is in each life: the last one shows what came under the wrong ones. */
const errors = (): number[] => [100 * day, 74 * 365 * day, -Date.now() + day, -180 * day, 0];

export const clockOfAnotherYear: Scenario = {
  title: 'Clock of another year',
  what: 'The clock is 100 days ahead, then in the year 2100, in 1970 and half a year behind, each with retention due, at the start and under the running engine, and then right.',
  async run() {
    const clock = createWrongClock();
    const lives = createLives({ config });
    const acknowledged = new Set<string>();
    const problems: string[] = [];
    const send = async (): Promise<void> => {
      const traffic = sendTraffic({
        url: lives.url,
        concurrency: 4,
        total: 30,
        first: acknowledged.size,
      });
      await traffic.done;
      for (const id of traffic.acknowledged) acknowledged.add(id);
    };
    await lives.start([], clock.env);
    await send();
    for (const error of errors()) {
      clock.set(error);
      await send();
      await lives.kill();
      await lives.start([], clock.env);
      // Retention must have had its time: that is the test.
      await pause(retentionMs);
      if (lives.now().stderr().includes('clock-implausible') !== (error !== 0))
        problems.push(`a clock that is ${error / day} days ahead was ${error === 0 ? '' : 'not '}doubted`);
    }
    const { problems: missing, ...tally } = await expectExactlyOnce(lives, acknowledged);
    return {
      skipped: null,
      problems: [...problems, ...missing],
      figures: [`${errors().length} clocks.`, describe(tally)],
    };
  },
};
