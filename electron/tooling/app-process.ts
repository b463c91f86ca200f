/** Ringback's own process, started from the outside. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { projectRoot } from './console/paths.ts';
import { electronEnvironment, type ResolvedElectron } from './electron.ts';
import { withoutKnownNoise } from './known-noise.ts';

/** As a shell reports it: the exit code, or 128 and the number of the signal. */
export const exitStatus = (code: number | null, signal: NodeJS.Signals | null): number =>
  code ?? 128 + (signal ? constants.signals[signal] : 1);

/** Arguments that start the app in the project's folder; `passed` reach the app. */
export const appArguments = (electron: ResolvedElectron, passed: readonly string[] = []): string[] => [
  ...(electron.noSandbox ? ['--no-sandbox'] : []),
  projectRoot,
  ...passed,
];

/** Starts the built app on this terminal. */
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

/** How long the last lines of an ended process are waited for: a browser that it opened may hold the pipe. Milliseconds. */
const lastWords = 500;

/** Waits for the end of a process. Resolves to its exit status. */
export async function ended(child: ChildProcess): Promise<number> {
  const closed = once(child, 'close');
  const [code, signal] = await once(child, 'exit');
  await Promise.race([closed, setTimeout(lastWords, undefined, { ref: false })]);
  return exitStatus(code, signal);
}
