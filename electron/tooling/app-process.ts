/** Ringback's own process, started from the outside. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { projectRoot } from './console/paths.ts';
import { electronEnvironment, type ResolvedElectron } from './electron.ts';
import { withoutKnownNoise } from './known-noise.ts';

/** The exit status as a shell reports it: the exit code, or 128 plus the signal's number. */
export const exitStatus = (code: number | null, signal: NodeJS.Signals | null): number =>
  code ?? 128 + (signal ? constants.signals[signal] : 1);

/** The arguments that start the app in the project's folder. `passed` are forwarded to the app. */
export const appArguments = (electron: ResolvedElectron, passed: readonly string[] = []): string[] => [
  ...(electron.noSandbox ? ['--no-sandbox'] : []),
  projectRoot,
  ...passed,
];

/** Starts the built app with this terminal's output. */
export function startApp(
  electron: ResolvedElectron,
  passed: readonly string[],
  env: Record<string, string>,
): ChildProcess {
  const child = spawn(electron.executable, appArguments(electron, passed), {
    cwd: projectRoot,
    env: { ...process.env, ...electronEnvironment(electron), ...env },
    stdio: ['inherit', 'inherit', 'pipe'],
  });
  child.stderr.setEncoding('utf8').pipe(withoutKnownNoise()).pipe(process.stderr, { end: false });
  return child;
}

/** Longest wait for the last output of an ended process, in milliseconds. A browser that it opened may hold the pipe. */
const outputTimeoutMs = 500;

/** Waits for the end of a process. Resolves to its exit status. */
export async function ended(child: ChildProcess): Promise<number> {
  const closed = once(child, 'close');
  const [code, signal] = await once(child, 'exit');
  await Promise.race([closed, setTimeout(outputTimeoutMs, undefined, { ref: false })]);
  return exitStatus(code, signal);
}
