/** One measurement: the generator against a server, and then what the server has really done with what it answered. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { databaseFile } from '../../electron/engine/database/open.ts';
import type { GeneratorFindings, GeneratorOrders } from './generator.ts';
import { benchSecret } from './servers.ts';
import { cpuMs, residentMb, type Subject } from './subjects.ts';

export type Load = Pick<GeneratorOrders, 'connections' | 'rate' | 'duplicates' | 'seconds'>;

export interface Row extends GeneratorFindings {
  /** CPU time of the server, in microseconds a request. */
  cpuMicros: number;
  residentMb: number;
  /** How fast the worker went through what waited at the end; NaN where next to nothing did, null for other servers. */
  drainedPerSecond: number | null;
  /** From the request's receipt to the decision about its notification, 99th percentile; null for other servers. */
  decisionP99Ms: number | null;
}

const generator = fileURLToPath(new URL('./generator.ts', import.meta.url));

/**
 * Runs the generator in a process of its own.
 * @throws Error when a request was not answered 2xx, or what was acknowledged is not stored exactly once.
 */
export async function measure(start: () => Promise<Subject>, load: Load): Promise<Row> {
  const subject = await start();
  try {
    const before = cpuMs(subject.pid);
    const orders: GeneratorOrders = {
      port: subject.port,
      path: '/hooks/main',
      secret: benchSecret,
      // Until the code is compiled for good, as it is in an app that runs for days; in the open loop until notifications
      // flow too, which are held for two seconds.
      warmupSeconds: load.rate > 0 ? 4 : 3,
      bodyBytes: 1024,
      ...load,
    };
    const findings = JSON.parse(
      execFileSync(process.execPath, [generator, JSON.stringify(orders)], { encoding: 'utf8' }),
    ) as GeneratorFindings;
    const cpu = cpuMs(subject.pid) - before;
    if (findings.refused > 0) throw new Error(`${findings.refused} requests were not answered 2xx`);
    const row = {
      ...findings,
      cpuMicros: (cpu * 1000) / (findings.accepted + findings.duplicates),
      residentMb: residentMb(subject.pid),
    };
    const work = subject.dataFolder
      ? await inspect(subject, findings.accepted)
      : { drainedPerSecond: null, decisionP99Ms: null };
    return { ...row, ...work };
  } finally {
    await subject.stop();
  }
}

/** Waits until the worker has processed everything, and checks that all that was acknowledged is there, once. */
async function inspect(
  { dataFolder, filledWith }: Subject,
  accepted: number,
): Promise<Pick<Row, 'drainedPerSecond' | 'decisionP99Ms'>> {
  const db = new Database(databaseFile(dataFolder ?? ''), { readonly: true });
  const number = (sql: string): number => Number(db.prepare(sql).pluck().get() ?? 0);
  const waiting = () =>
    number(
      "SELECT (SELECT max(id) FROM deliveries WHERE outcome = 'accepted') - processed_through FROM progress",
    );
  const begin = performance.now();
  const backlog = waiting();
  // Nothing announces the end of a backlog to another process.
  while (waiting() > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const elapsed = (performance.now() - begin) / 1000;
  const stored = number("SELECT count(*) FROM deliveries WHERE outcome = 'accepted'") - filledWith.deliveries;
  const calls = number('SELECT count(*) FROM calls') - filledWith.calls;
  const decisions = db
    .prepare<[], number>(
      `SELECT n.decided_at - c.first_received_at FROM notifications n JOIN calls c ON c.id = n.call_id WHERE n.decided_at > 0
       ORDER BY 1`,
    )
    .pluck()
    .all();
  db.close();
  if (stored !== accepted || calls !== accepted)
    throw new Error(`${accepted} acknowledged, ${stored} stored, ${calls} calls`);
  return {
    drainedPerSecond: backlog > 1000 ? backlog / elapsed : Number.NaN,
    decisionP99Ms: decisions[Math.floor(decisions.length * 0.99)] ?? Number.NaN,
  };
}
