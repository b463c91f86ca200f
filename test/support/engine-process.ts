/** The headless engine as a child process, as other programs use it. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Call } from '#shared/contract/calls.ts';
import type { Delivery } from '#shared/contract/deliveries.ts';
import type { Reachability } from '#shared/contract/tunnel.ts';
import type { StatusReport } from '../../electron/engine/cli/status-lines.ts';

const cli = fileURLToPath(new URL('../../electron/engine/cli/main.ts', import.meta.url));

const atExit = new Set<() => void>();
const cleanUpAll = (): void => {
  for (const cleanUp of atExit) cleanUp();
};
process.once('exit', cleanUpAll);
// Vitest ends its workers by this signal, after which no 'exit' comes.
process.once('SIGTERM', () => {
  cleanUpAll();
  process.kill(process.pid, 'SIGTERM');
});

/** One JSON line of the engine's stdout. */
type EngineLine =
  | { type: 'listening'; url: string }
  | { type: 'call'; call: Call }
  | { type: 'reachability'; reachability: Reachability }
  | StatusReport
  | { type: 'notification'; notification: { id: string; call: Call; title: string; body: string } };

export interface EngineProcess {
  url: string;
  pid: number;
  lines: readonly EngineLine[];
  /** What was logged so far. */
  stderr(): string;
  /** Resolves with the first line, past or future, that the test accepts. */
  waitFor(accept: (line: EngineLine) => boolean): Promise<EngineLine>;
  /** Closes the reading end of its stdout. */
  stopReading(): void;
  kill(signal: NodeJS.Signals): void;
  /** Ends it as a service manager would, and resolves with its exit code. */
  stop(): Promise<number | null>;
  ended: Promise<number | null>;
}

export interface EngineProcessOptions {
  config: object;
  dataFolder: string;
  arguments?: readonly string[];
  env?: NodeJS.ProcessEnv;
  /** How many files and connections it may have open; where there is a shell. */
  descriptors?: number;
}

/** A folder that is removed when the test file's process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ringback-test-'));
  atExit.add(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts `serve` and resolves when it listens. @throws Error with what it logged when it ends before that. */
export async function startEngineProcess(options: EngineProcessOptions): Promise<EngineProcess> {
  const configFile = join(temporaryFolder(), 'config.json');
  writeFileSync(configFile, JSON.stringify(options.config));
  const serve = [cli, 'serve', '--config', configFile, '--data', options.dataFolder];
  const command = [process.execPath, ...serve, ...(options.arguments ?? [])];
  const limited =
    options.descriptors === undefined
      ? command
      : ['sh', '-c', `ulimit -n ${options.descriptors} && exec "$@"`, 'sh', ...command];
  const child: ChildProcess = spawn(limited[0] ?? '', limited.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  if (!child.stdout || !child.stderr || child.pid === undefined)
    throw new Error('The engine could not be started');
  const { pid } = child;
  const lines: EngineLine[] = [];
  const waiting = new Set<() => void>();
  let stderr = '';
  let hasEnded = false;
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  let unfinished = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    // What was killed in the midst of a line has not said it.
    const parts = (unfinished + text).split('\n');
    unfinished = parts.pop() ?? '';
    lines.push(...parts.map((line) => JSON.parse(line) as EngineLine));
    for (const check of [...waiting]) check();
  });
  const ended = new Promise<number | null>((resolve) =>
    child.once('close', (code) => {
      hasEnded = true;
      for (const check of [...waiting]) check();
      resolve(code);
    }),
  );
  const killAtExit = () => void child.kill('SIGKILL');
  atExit.add(killAtExit);
  void ended.then(() => atExit.delete(killAtExit));

  const waitFor = (accept: (line: EngineLine) => boolean): Promise<EngineLine> =>
    new Promise((resolve, reject) => {
      const check = () => {
        const found = lines.find(accept);
        if (!found && !hasEnded) return;
        waiting.delete(check);
        if (found) resolve(found);
        else reject(new Error(`The engine ended:\n${stderr}`));
      };
      waiting.add(check);
      check();
    });

  const first = await waitFor((line) => line.type === 'listening');
  return {
    url: first.type === 'listening' ? first.url : '',
    pid,
    lines,
    stderr: () => stderr,
    waitFor,
    stopReading: () => void child.stdout?.destroy(),
    kill: (signal) => void child.kill(signal),
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
    ended,
  };
}

const run = promisify(execFile);

async function dump<T>(command: 'calls' | 'deliveries', dataFolder: string): Promise<T[]> {
  const { stdout } = await run(process.execPath, [cli, command, '--data', dataFolder], {
    maxBuffer: 512 * 1024 * 1024,
  });
  return JSON.parse(stdout) as T[];
}

/** What the `calls` command prints. */
export const storedCalls = (dataFolder: string): Promise<Call[]> => dump('calls', dataFolder);
/** What the `deliveries` command prints. */
export const storedDeliveries = (dataFolder: string): Promise<Delivery[]> => dump('deliveries', dataFolder);
