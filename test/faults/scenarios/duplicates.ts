/** A sender that repeats one event ten thousand times. */
import { storedDeliveries } from '../../support/engine-process.ts';
import { hmacSource, missedCall, post } from '../../support/generic-events.ts';
import { expectExactlyOnce } from '../exactly-once.ts';
import { createLives } from '../lives.ts';
import type { Scenario } from '../scenario.ts';
import { describe } from './kill.ts';

const repetitions = 10_000;
const concurrency = 32;

export const duplicates: Scenario = {
  title: '10,000 duplicates',
  what: 'One event is sent 10,000 times over 32 connections at once, half of them with other white space; the engine is killed and started again twice meanwhile.',
  async run() {
    const lives = createLives({ config: { port: 0, holdSeconds: 0, sources: [hmacSource] } });
    await lives.start();
    const event = missedCall(1);
    const bodies = [JSON.stringify(event), JSON.stringify(event, null, 2)];
    let left = repetitions;
    let answered = 0;
    const statuses = new Map<number, number>();
    const sender = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        const response = await post(lives.now().url, bodies[left % 2] ?? '');
        const { status } = response;
        await response.arrayBuffer();
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        answered += 1;
      }
    };
    for (const until of [(repetitions * 2) / 3, repetitions / 3, 0]) {
      const here = left - until;
      const rest = left;
      left = Math.floor(here);
      await Promise.all(Array.from({ length: concurrency }, sender));
      left = rest - Math.floor(here);
      if (until > 0) {
        await lives.kill();
        await lives.start();
      }
    }
    while (answered < repetitions) {
      left = repetitions - answered;
      await sender();
    }
    const { problems, ...tally } = await expectExactlyOnce(lives, new Set([event.id]));
    const kept = await storedDeliveries(lives.dataFolder);
    const refused = [...statuses].filter(([status]) => status !== 200);
    if (refused.length > 0) problems.push(`answers: ${JSON.stringify(refused)}`);
    return {
      skipped: null,
      problems,
      figures: [`${answered} requests answered 200; ${kept.length} rows kept of them.`, describe(tally)],
    };
  },
};
