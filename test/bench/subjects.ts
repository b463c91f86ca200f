/** Starting and stopping what is measured. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { LiveSource } from '#shared/config/sources.ts';
import type { Filling } from './fill.ts';
import { benchSecret } from './servers.ts';

export interface Subject {
  port: number;
  pid: number;
  dataFolder: string | null;
  /** What was in the store before. */
  filledWith: Filling;
  stop(): Promise<void>;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** @throws Error when it ends before it listens. */
async function start(
  args: readonly string[],
  portOf: (line: string) => number | null,
  dataFolder: string | null,
  filledWith: Filling = { deliveries: 0, calls: 0 },
): Promise<Subject> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = portOf(line);
      if (found !== null) resolve(found);
    });
    void ended.then(() => reject(new Error(`${args.join(' ')} ended`)));
  });
  return {
    port,
    pid: child.pid ?? 0,
    dataFolder,
    filledWith,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      if (dataFolder) rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

export const startServer = (name: 'bare' | 'naive'): Promise<Subject> =>
  start([here('./servers.ts'), name], (line) => Number(line), null);

export interface EngineOptions {
  /** The folder of a store that is not empty. */
  filled?: { folder: string; filledWith: Filling };
  source?: LiveSource;
  /** The folder of the project whose engine is started; this one unless told otherwise. */
  checkout?: string;
}

const hmacSource: LiveSource = {
  id: 'main',
  provider: 'hmac',
  secrets: [benchSecret],
  options: {},
  credentials: {},
};

/** The arguments of Node that a checkout's `npm run engine` starts the engine with: options, then the entry. */
const engineArguments = (checkout: string): string[] => {
  const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
    scripts: { engine: string };
  };
  const [, ...args] = scripts.engine.replace(/^exec /, '').split(' ');
  return args.map((part) => (part.startsWith('--') ? part : join(checkout, part)));
};

/** The headless engine with everything on. */
export function startEngine({
  filled,
  source = hmacSource,
  checkout = here('../..'),
}: EngineOptions = {}): Promise<Subject> {
  const folder = filled?.folder ?? mkdtempSync(join(tmpdir(), 'ringback-bench-'));
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify({ port: 0, sources: [source] }));
  const args = [...engineArguments(checkout), 'serve', '--config', config, '--data', folder, '--quiet'];
  const portOf = (line: string) => Number(new URL((JSON.parse(line) as { url: string }).url).port);
  return start(args, portOf, folder, filled?.filledWith);
}

/** CPU time of all threads so far, in milliseconds (Linux: the scheduler's own count, in nanoseconds). */
export function cpuMs(pid: number): number {
  let total = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`))
    total += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  return total;
}

/** Resident memory in MB (Linux). */
export const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
