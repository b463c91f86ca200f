/** kill -9 at every step between accept and notify, and in start-up and shutdown. */
import { setTimeout as pause } from 'node:timers/promises';
import { hmacSource } from '../../support/generic-events.ts';
import { expectExactlyOnce } from '../exactly-once.ts';
import { createLives, type Lives } from '../lives.ts';
import type { Scenario } from '../scenario.ts';
import { sendTraffic, type Traffic } from '../traffic.ts';

type Moment = readonly [name: string, kill: (lives: Lives, traffic: Traffic) => Promise<void>];

/** Lines of the running engine from now on. */
const nextLine = async (lives: Lives, type: 'call' | 'notification', skip: number): Promise<void> => {
  const engine = lives.now();
  const seen = engine.lines.length;
  let count = 0;
  await engine.waitFor((line) => {
    if (engine.lines.indexOf(line) < seen || line.type !== type) return false;
    count += 1;
    return count > skip;
  });
};

/** Each life is ended at one of these; the figures differ so that other instructions are hit. */
const moments: readonly Moment[] = [
  ...[1, 2, 7, 40, 150, 400].map(
    (count): Moment => [
      `${count} answers after it began to listen`,
      async (lives, traffic) => {
        await traffic.reached(traffic.acknowledged.size + count);
        await lives.kill();
      },
    ],
  ),
  ...[0, 1, 2, 3, 5, 8, 13, 21].map(
    (ms): Moment => [
      `${ms} ms into a burst, with requests under way`,
      async (lives, traffic) => {
        while (traffic.underWay() < 8) await pause(1);
        // The moment is the test: between reading, committing and answering.
        await pause(ms);
        await lives.kill();
      },
    ],
  ),
  ...[0, 1, 5, 30].map(
    (skip): Moment => [
      `as soon as call ${skip + 1} is told of`,
      async (lives) => {
        await nextLine(lives, 'call', skip);
        await lives.kill();
      },
    ],
  ),
  ...[0, 1, 5, 30].map(
    (skip): Moment => [
      `as soon as notification ${skip + 1} is told, before its receipt is kept`,
      async (lives) => {
        await nextLine(lives, 'notification', skip);
        await lives.kill();
      },
    ],
  ),
  ...[0, 2, 5, 10, 20, 40, 80].map(
    (ms): Moment => [
      `${ms} ms into its shutdown`,
      async (lives, traffic) => {
        await traffic.reached(traffic.acknowledged.size + 20);
        await lives.stop(ms);
      },
    ],
  ),
];

/** Milliseconds after the process began; listening takes about half a second. */
const startUpMoments = [30, 90, 150, 200, 250, 300, 350, 400, 500, 650];

export const kill: Scenario = {
  title: 'kill -9 at every step',
  what: 'The engine is killed after a number of answers, within bursts of commits, at the line that tells of a call, at the line that tells of a notification, within start-up (a fresh database and its migrations among them) and within shutdown; the sender repeats what was not answered.',
  async run() {
    const lives = createLives({ config: { port: 0, holdSeconds: 0.1, sources: [hmacSource] } });
    for (const ms of startUpMoments) await lives.killWhileStarting(ms);
    const traffic = sendTraffic({ url: lives.url, concurrency: 24, total: Number.POSITIVE_INFINITY });
    let kills = startUpMoments.length;
    for (const [, end] of moments) {
      await lives.start();
      await end(lives, traffic);
      kills += 1;
      const startUp = startUpMoments[kills % startUpMoments.length];
      if (kills % 4 === 0 && startUp !== undefined) {
        await lives.killWhileStarting(startUp);
        kills += 1;
      }
    }
    traffic.finish();
    await lives.start();
    await traffic.done;
    const { problems, ...tally } = await expectExactlyOnce(lives, traffic.acknowledged);
    const unanswered = traffic.failures.get(0) ?? 0;
    return {
      skipped: null,
      problems,
      figures: [
        `${kills} kills at ${moments.length + startUpMoments.length} kinds of moments; ${unanswered} requests without an answer were repeated.`,
        describe(tally),
      ],
    };
  },
};

/** The same sentence in every scenario. */
export const describe = (tally: {
  acknowledged: number;
  stored: number;
  calls: number;
  notified: number;
}): string =>
  `${tally.acknowledged} acknowledged = ${tally.stored} stored = ${tally.calls} calls = ${tally.notified} notified.`;
