/** Fuzzes the headless engine over real sockets and reports what held and what did not. */
import fc from 'fast-check';
import { residentMb } from '../../bench/subjects.ts';
import {
  type EngineProcess,
  startEngineProcess,
  storedDeliveries,
  temporaryFolder,
} from '../../support/engine-process.ts';
import { eventually } from '../../support/eventually.ts';
import { hmacSource, missedCall, post } from '../../support/generic-events.ts';
import { simulatedSources } from '../../support/simulated-sources.ts';
import { type Hostile, hostileRequests, publicUrlOf, signedId, unprovedId } from './requests.ts';
import { type Client, createClient, openSlowly, sendBytes } from './wire.ts';

export interface FuzzOptions {
  requests: number;
  seed: number;
  /** Connections that never finish a request. */
  slowConnections: number;
  onProgress?(text: string): void;
}

export interface FuzzFindings {
  seed: number;
  sent: Record<Hostile['kind'], number>;
  /** How often each status was answered, by kind; 0 is a connection that was closed. */
  statuses: Record<string, Record<number, number>>;
  seconds: number;
  /** Median resident memory of the first and the last quarter after the warm-up, in MB. */
  memoryMb: { first: number; last: number };
  /** Slowest answer of /healthz, in milliseconds. */
  slowestHealthMs: number;
  /** Median time of a genuine event's answer, in milliseconds. */
  genuineMs: { before: number; after: number };
  slowClosed: number;
  /** What must not be; empty when all is well. */
  violations: string[];
}

const batch = 100;
/**
 * Bounds each thread's heap, and the allocator's arenas, so that garbage that is merely not collected yet and memory that
 * threads do not give back cannot pass for a leak, nor hide one.
 */
const bounds = {
  NODE_OPTIONS: '--max-old-space-size=128 --max-semi-space-size=8',
  MALLOC_ARENA_MAX: '1',
};
const refusals = new Set([401, 403, 404, 405, 413, 415, 429, 0]);
/** A header time-out of 10 s or a request time-out of 30 s, looked after every 2 s; the rest is for a busy machine. */
const slowTimeoutMs = 60_000;

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

export async function fuzz({
  requests,
  seed,
  slowConnections,
  onProgress,
}: FuzzOptions): Promise<FuzzFindings> {
  const sources = simulatedSources();
  const dataFolder = temporaryFolder();
  const configured = sources.flatMap((source) =>
    [signedId(source), unprovedId(source)].map((id) => ({
      id,
      provider: source.provider,
      secrets: source.secrets,
      options: source.options,
      publicUrl: publicUrlOf(id),
    })),
  );
  const engine = await startEngineProcess({
    dataFolder,
    config: { port: 0, sources: [hmacSource, ...configured] },
    arguments: ['--quiet'],
    env: bounds,
  });
  const client = createClient(engine.url, 32);
  const health = watchHealth(engine);
  const violations = new Set<string>();
  const sent = { broken: 0, unproved: 0, signed: 0 };
  const statuses: FuzzFindings['statuses'] = { broken: {}, unproved: {}, signed: {} };
  const memory: number[] = [];
  let genuine = 0;
  const timeGenuine = async (): Promise<number> => {
    const times: number[] = [];
    for (let n = 0; n < 50; n++) {
      const begin = performance.now();
      const { status } = await post(engine.url, missedCall(genuine++));
      if (status !== 200) violations.add(`a genuine event was answered ${status}`);
      times.push(performance.now() - begin);
    }
    return median(times);
  };
  const note = (hostile: Hostile, status: number): void => {
    sent[hostile.kind] += 1;
    const counts = statuses[hostile.kind] ?? {};
    counts[status] = (counts[status] ?? 0) + 1;
    const wrong = judge(hostile, status);
    if (wrong) violations.add(wrong);
  };

  await timeGenuine();
  const before = await timeGenuine();
  const slow = openSlowly(engine.url, slowConnections);
  const begin = performance.now();
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(hostileRequests(sources), { minLength: batch, maxLength: batch, size: 'max' }),
        async (hostiles) => {
          await Promise.all(hostiles.map(async (one) => note(one, await deliver(engine.url, client, one))));
          memory.push(residentMb(engine.pid));
          if (memory.length % 100 === 0)
            onProgress?.(`${memory.length * batch} requests, ${memory.at(-1)?.toFixed(0)} MB`);
          return violations.size === 0;
        },
      ),
      // The first violation is reported as it is: what a batch did to the engine cannot be taken back for shrinking.
      { numRuns: Math.ceil(requests / batch), seed, endOnFailure: true },
    );
  } catch (error) {
    if (violations.size === 0)
      violations.add(String(error instanceof Error ? error.message : error).slice(0, 2000));
  }
  const seconds = (performance.now() - begin) / 1000;
  const after = await timeGenuine().catch(() => Number.NaN);
  await eventually(slow.closed, (closed) => closed === slowConnections, slowTimeoutMs).catch(() =>
    violations.add(
      `${slowConnections - slow.closed()} connections that never finished a request stayed open`,
    ),
  );
  const slowClosed = slow.closed();
  slow.stop();
  client.close();
  const slowestHealthMs = await health.stop();
  for (const failure of health.failures) violations.add(failure);
  const code = await engine.stop();
  if (code !== 0) violations.add(`the engine ended with ${code}: ${engine.stderr().slice(-2000)}`);
  for (const line of engine.stderr().split('\n'))
    if (line.includes('could not be read')) violations.add(`an adapter failed: ${line.slice(0, 600)}`);
  for (const text of await rowsOfUnproved(dataFolder, genuine)) violations.add(text);
  const steady = memory.slice(Math.floor(memory.length / 10));
  const quarter = Math.max(1, steady.length >> 2);
  const memoryMb = { first: median(steady.slice(0, quarter)), last: median(steady.slice(-quarter)) };
  if (memoryMb.last > memoryMb.first * 1.15 + 24)
    violations.add(`memory grew from ${memoryMb.first.toFixed(0)} to ${memoryMb.last.toFixed(0)} MB`);
  if (!(after <= before * 3 + 20))
    violations.add(`a genuine event took ${before.toFixed(1)} ms before and ${after.toFixed(1)} ms after`);
  return {
    seed,
    sent,
    statuses,
    seconds,
    memoryMb,
    slowestHealthMs,
    genuineMs: { before, after },
    slowClosed,
    violations: [...violations],
  };
}

async function deliver(url: string, client: Client, hostile: Hostile): Promise<number> {
  if (hostile.kind !== 'broken') return await client.send(hostile.request);
  const answer = await sendBytes(url, hostile.bytes);
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}

/** Why an answer is wrong; null when it is not. */
function judge(hostile: Hostile, status: number): string | null {
  switch (hostile.kind) {
    case 'broken':
      return status >= 500
        ? `broken HTTP was answered ${status}: ${hostile.bytes.toString('latin1', 0, 200)}`
        : null;
    case 'unproved': {
      const isAllowed = refusals.has(status) || (status === 200 && hostile.mayBeHandshake);
      const { method, path } = hostile.request;
      return isAllowed
        ? null
        : `an unproved request (${method} ${path.slice(0, 100)}) was answered ${status}`;
    }
    case 'signed':
      // 400 is fair; an answer of 5xx or 429 to what is genuine is not.
      return status >= 500 || ((status === 429 || status === 401) && !hostile.provesContent)
        ? `a signed request to ${hostile.request.path} was answered ${status}: ${hostile.request.body.toString('utf8', 0, 300)}`
        : null;
  }
}

/** No reader may have seen what was not proved: such rows are refusals and handshakes only. */
async function rowsOfUnproved(dataFolder: string, genuine: number): Promise<string[]> {
  const deliveries = await storedDeliveries(dataFolder);
  const wrong = deliveries
    .filter(({ sourceId }) => sourceId.startsWith('u-'))
    .filter(({ outcome, status }) => (outcome !== 'rejected' && outcome !== 'handshake') || status === 400)
    .map(({ sourceId, outcome, status }) => `a row of unproved requests: ${sourceId} ${outcome} ${status}`);
  const accepted = deliveries.filter(
    ({ sourceId, outcome }) => sourceId === 'main' && outcome === 'accepted',
  );
  if (accepted.length !== genuine) wrong.push(`${genuine} genuine events, ${accepted.length} kept`);
  return wrong;
}

/** Asks /healthz all the time, on connections of its own. */
function watchHealth(engine: EngineProcess) {
  const failures = new Set<string>();
  let slowest = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const begin = performance.now();
      const status = await fetch(`${engine.url}/healthz`, { signal: AbortSignal.timeout(10_000) }).then(
        async (response) => {
          await response.text();
          return response.status;
        },
        (error: unknown) => String(error),
      );
      if (status !== 200) failures.add(`/healthz: ${status}`);
      slowest = Math.max(slowest, performance.now() - begin);
      // A pace, not a wait for something: four looks a second.
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  })();
  return {
    failures,
    async stop() {
      isOver = true;
      await watching;
      return slowest;
    },
  };
}
