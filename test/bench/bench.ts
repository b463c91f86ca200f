/**
 * `npm run bench`: the engine beside a bare node:http server and the afternoon's version of itself, in the same run on
 * the same machine, round robin, so that noise hits all alike. Compare the ratios of one run, not figures of two.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { databaseFile } from '../../electron/engine/store/open.ts';
import type { GeneratorFindings, GeneratorOrders } from './generator.ts';
import { benchSecret } from './servers.ts';
import { cpuMs, residentMb, type Subject, startEngine, startServer } from './subjects.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '4' }, rounds: { type: 'string', default: '5' } },
});
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);

type Row = GeneratorFindings & { cpuMicros: number; residentMb: number; drainedPerSecond: number | null };
type Load = Pick<GeneratorOrders, 'connections' | 'rate' | 'duplicates'>;

const generator = fileURLToPath(new URL('./generator.ts', import.meta.url));
const starters: Record<string, () => Promise<Subject>> = {
  bare: () => startServer('bare'),
  'naive fastify': () => startServer('naive'),
  ringback: startEngine,
};

/** Runs the generator in a process of its own; what it reports must add up with what is stored. */
async function measure(start: () => Promise<Subject>, load: Load): Promise<Row> {
  const subject = await start();
  try {
    const before = cpuMs(subject.pid);
    const orders: GeneratorOrders = {
      port: subject.port,
      path: '/hooks/main',
      secret: benchSecret,
      seconds,
      warmupSeconds: 1,
      bodyBytes: 1024,
      ...load,
    };
    const findings = JSON.parse(
      execFileSync(process.execPath, [generator, JSON.stringify(orders)], { encoding: 'utf8' }),
    ) as GeneratorFindings;
    const cpu = cpuMs(subject.pid) - before;
    const row = {
      ...findings,
      cpuMicros: (cpu * 1000) / (findings.accepted + findings.duplicates),
      residentMb: residentMb(subject.pid),
    };
    return {
      ...row,
      drainedPerSecond: subject.dataFolder ? await drain(subject.dataFolder, findings.accepted) : null,
    };
  } finally {
    await subject.stop();
  }
}

/** Waits until the worker has processed everything, and checks that all that was acknowledged is there, once. */
async function drain(dataFolder: string, accepted: number): Promise<number> {
  const db = new Database(databaseFile(dataFolder), { readonly: true });
  const waiting = db
    .prepare<[], number>(
      "SELECT (SELECT max(id) FROM deliveries WHERE outcome = 'accepted') - processed_through FROM progress",
    )
    .pluck();
  const begin = performance.now();
  const backlog = waiting.get() ?? 0;
  while ((waiting.get() ?? 0) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const elapsed = (performance.now() - begin) / 1000;
  const stored = db
    .prepare<[], number>("SELECT count(*) FROM deliveries WHERE outcome = 'accepted'")
    .pluck()
    .get();
  const calls = db.prepare<[], number>('SELECT count(*) FROM calls').pluck().get();
  db.close();
  if (stored !== accepted || calls !== accepted)
    throw new Error(`${accepted} acknowledged, ${stored} stored, ${calls} calls`);
  return backlog > 1000 ? backlog / elapsed : Number.NaN;
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[(numbers.length - 1) >> 1] ?? Number.NaN;

async function compare(title: string, load: Load): Promise<void> {
  const rows: Record<string, Row[]> = Object.fromEntries(Object.keys(starters).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, start] of Object.entries(starters)) rows[name]?.push(await measure(start, load));
  const of = (name: string, key: keyof Row) => median((rows[name] ?? []).map((row) => Number(row[key])));
  const bare = of('bare', 'requestsPerSecond');
  console.log(`\n${title}; median of ${rounds} rounds of ${seconds} s\n`);
  console.log(
    '| server | requests/s | of bare | p50 ms | p99 ms | CPU µs a request | memory MB | backlog worked off/s |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const name of Object.keys(starters)) {
    const cell = (key: keyof Row, digits = 0) => of(name, key).toFixed(digits);
    const drained = of(name, 'drainedPerSecond');
    console.log(
      `| ${name} | ${cell('requestsPerSecond')} | ${(of(name, 'requestsPerSecond') / bare).toFixed(2)} | ${cell('p50', 2)} | ${cell('p99', 2)} | ${cell('cpuMicros')} | ${cell('residentMb')} | ${drained > 0 ? drained.toFixed(0) : ''} |`,
    );
  }
  const refused = Object.values(rows)
    .flat()
    .reduce((sum, row) => sum + row.refused, 0);
  if (refused > 0) throw new Error(`${refused} requests were not answered 2xx`);
  console.log(
    `\nringback is ${(of('ringback', 'requestsPerSecond') / of('naive fastify', 'requestsPerSecond')).toFixed(1)} times the naive server. Generator: ${of('ringback', 'cpu').toFixed(2)} of a core.`,
  );
}

await compare('As fast as 64 connections allow, 1 KB bodies, each signed and of its own', {
  connections: 64,
  rate: 0,
  duplicates: 0,
});
await compare('200 requests/s on a fixed schedule, 20% of them repeated', {
  connections: 64,
  rate: 200,
  duplicates: 0.2,
});
