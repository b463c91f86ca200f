/**
 * `npm run bench`: the engine beside a bare node:http server and the afternoon's version of itself, in the same run on
 * the same machine, round robin, so that noise hits all alike. Compare the ratios of one run, not figures of two.
 *
 *   --seconds 4 --rounds 3    length and number of the measurements; medians are shown
 *   --providers               each vendor's requests beside hmac's, and nothing else
 *   --beside FOLDER           the same with the engine of another checkout, e.g. of the commit before (its npm ci done)
 *   --filled                  also with a store of 1,000,000 deliveries and 200,000 calls, beside an empty one
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fillDataFolder } from './fill.ts';
import { type Load, measure, type Row } from './measure.ts';
import { compareProviders } from './providers.ts';
import { type Subject, startEngine, startServer } from './subjects.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    beside: { type: 'string' },
    filled: { type: 'boolean', default: false },
    providers: { type: 'boolean', default: false },
  },
});
if (values.providers) {
  await compareProviders(Number(values.rounds), 20_000);
  process.exit(0);
}
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);

type Starters = Record<string, () => Promise<Subject>>;
const all: Starters = {
  bare: () => startServer('bare'),
  'naive fastify': () => startServer('naive'),
  ringback: () => startEngine(),
};
const { beside } = values;
if (beside !== undefined) all['other checkout'] = () => startEngine({ checkout: resolve(beside) });

const median = (numbers: readonly number[]): number =>
  [...numbers].filter((n) => !Number.isNaN(n)).sort((a, b) => a - b)[(numbers.length - 1) >> 1] ?? Number.NaN;

const shown = (value: number, digits = 0): string => (Number.isNaN(value) ? '' : value.toFixed(digits));

/** @returns the median of one column for one subject. */
async function compare(
  title: string,
  starters: Starters,
  load: Load,
): Promise<(name: string, key: keyof Row) => number> {
  const rows: Record<string, Row[]> = Object.fromEntries(Object.keys(starters).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, start] of Object.entries(starters)) rows[name]?.push(await measure(start, load));
  const of = (name: string, key: keyof Row) =>
    median((rows[name] ?? []).map((row) => Number(row[key] ?? Number.NaN)));
  const [first = ''] = Object.keys(starters);
  console.log(`\n${title}; median of ${rounds} rounds of ${load.seconds} s\n`);
  console.log(
    `| server | requests/s | of ${first} | p50 ms | p99 ms | CPU µs a request | memory MB | decision p99 ms | backlog worked off/s |`,
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const name of Object.keys(starters)) {
    const ratio = of(name, 'requestsPerSecond') / of(first, 'requestsPerSecond');
    const cells = [
      shown(of(name, 'requestsPerSecond')),
      shown(ratio, 2),
      shown(of(name, 'p50'), 2),
      shown(of(name, 'p99'), 2),
      shown(of(name, 'cpuMicros')),
      shown(of(name, 'residentMb')),
      shown(of(name, 'decisionP99Ms')),
      shown(of(name, 'drainedPerSecond')),
    ];
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
  return of;
}

const closed: Load = { connections: 64, rate: 0, duplicates: 0, seconds };
const open: Load = { connections: 64, rate: 200, duplicates: 0.2, seconds };

const intake = await compare(
  'As fast as 64 connections allow, 1 KB bodies, each signed and of its own',
  all,
  closed,
);
console.log(
  `\nringback is ${shown(intake('ringback', 'requestsPerSecond') / intake('naive fastify', 'requestsPerSecond'), 1)} times the naive server; the generator took ${shown(intake('ringback', 'cpu'), 2)} of a core.`,
);
await compare('200 requests/s on a fixed schedule, 20% of them repeated', all, open);

if (values.filled) {
  const folder = fillDataFolder({ deliveries: 1_000_000, calls: 200_000 });
  const stores: Starters = {
    'empty store': async () => {
      // The disk is as busy with what was just copied, and with deleting it, as it is for the other one.
      const { remove } = folder.copy();
      const engine = await startEngine();
      return { ...engine, stop: () => engine.stop().finally(remove) };
    },
    'filled store': () => startEngine({ filled: folder.copy() }),
  };
  await compare(
    'The same as fast as possible, beside a store of 1,000,000 deliveries and 200,000 calls',
    stores,
    closed,
  );
  await compare('The same at 200 requests/s', stores, open);
  folder.remove();
}
