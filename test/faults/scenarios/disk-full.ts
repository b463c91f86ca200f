/** A disk that fills up under load and is given room again. */
import { eventually } from '../../support/eventually.ts';
import { hmacSource } from '../../support/generic-events.ts';
import { canMount, mountSmallDisk } from '../../support/small-disk.ts';
import { expectExactlyOnce } from '../exactly-once.ts';
import { createLives } from '../lives.ts';
import type { Scenario } from '../scenario.ts';
import { sendTraffic } from '../traffic.ts';
import { describe } from './kill.ts';

/** Megabytes: each is reached before it is enlarged. */
const sizes = [3, 6, 10] as const;

export const diskFull: Scenario = {
  title: 'Disk full',
  what: 'The data folder is a small memory disk that fills up three times under load, is enlarged each time, and the engine is killed once while it is full.',
  async run() {
    if (!canMount())
      return { skipped: 'needs Linux and the right to mount a small disk', figures: [], problems: [] };
    const disk = mountSmallDisk(sizes[0]);
    try {
      const lives = createLives({
        dataFolder: disk.folder,
        config: { port: 0, holdSeconds: 0, sources: [hmacSource] },
      });
      await lives.start();
      const traffic = sendTraffic({ url: lives.url, concurrency: 8, total: Number.POSITIVE_INFINITY });
      for (const [index] of sizes.entries()) {
        const refused = traffic.failures.get(503) ?? 0;
        await eventually(
          () => traffic.failures.get(503) ?? 0,
          (count) => count > refused + 20,
          60_000,
        );
        if (index === 1) {
          await lives.kill();
          disk.resize(sizes[2]);
          await lives.start();
        } else disk.resize(sizes[index + 1] ?? 128);
        await traffic.reached(traffic.acknowledged.size + 20);
      }
      traffic.finish();
      await traffic.done;
      const { problems, ...tally } = await expectExactlyOnce(lives, traffic.acknowledged);
      return {
        skipped: null,
        problems,
        figures: [
          `Full ${sizes.length} times; ${traffic.failures.get(503) ?? 0} requests answered 503 with Retry-After, and repeated.`,
          describe(tally),
        ],
      };
    } finally {
      disk.unmount();
    }
  },
};
